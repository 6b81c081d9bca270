using AvianVox.Classification.Packages;
using AvianVox.Listening.Models;
using AvianVox.Listening.Sources;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Hosting;
using AvianVox.Station.Camera;
using AvianVox.TestSupport;

namespace AvianVox.Monitor.Tests.Hosting;

public sealed class StationModelsTests : IDisposable
{
    private static readonly string Shipped = Path.Combine(ProjectRoot.Path, "models", "british-birds");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sources_with_one_model_share_its_network_and_others_have_their_own()
    {
        var options = Options(null, Copy("other"), Path.Combine(Shipped, "..", "british-birds"));
        using var models = StationModels.Load(options);
        var (first, second, third) = (models.For(options.Sources[0]), models.For(options.Sources[1]), models.For(options.Sources[2]));
        Assert.Same(first, third);
        Assert.NotSame(first, second);
        Assert.Equal(2, models.All.Count);
        Assert.Equal(first.Labels.Select(label => label.Code), models.Labels.Select(label => label.Code));
    }

    [Fact]
    public void The_station_s_model_is_not_loaded_where_no_source_uses_it()
    {
        var options = Options(Copy("other"));
        options.Model.Folder = _folder.File("missing");
        using var models = StationModels.Load(options);
        Assert.Single(models.All);
    }

    [Fact]
    public void A_threshold_must_name_a_species_of_some_model_and_one_folder_that_is_missing_is_told()
    {
        var options = Options(null, Copy("other"));
        options.Detector.Thresholds["no such bird"] = 0.5;
        var fault = Assert.Throws<ConfigurationException>(() => StationModels.Load(options));
        Assert.Equal("Detector:Thresholds:no such bird", Assert.Single(fault.Faults).Key);
        Assert.Throws<ModelPackageException>(() => StationModels.Load(Options(_folder.File("missing"))));
    }

    [Fact]
    public void Species_of_cameras_and_sinks_that_no_model_knows_are_told_with_those_of_the_detector()
    {
        var options = Options((string?)null);
        options.Detector.Thresholds["no such bird"] = 0.5;
        options.Cameras = [new CameraOptions { Species = ["Great Tit", "Grate Tit"] }];
        options.Mqtt.Species = ["great tit"];
        options.Influx.Species = ["Great Tot"];
        options.Webhook.Species = ["Parus maior"];
        options.Exec.Species = ["great-tut"];
        var fault = Assert.Throws<ConfigurationException>(() => StationModels.Load(options));
        Assert.Equal(["Detector:Thresholds:no such bird", "Cameras:0:Species:1", "Influx:Species:0", "Webhook:Species:0", "Exec:Species:0"], fault.Faults.Select(each => each.Key));
        Assert.All(fault.Faults.Skip(1), each => Assert.Matches("the nearest is (Great Tit|Parus major|great-tit)$", each.ToString()));
    }

    private static StationOptions Options(params string?[] models) => new()
    {
        Model = new ModelOptions { Folder = Shipped },
        Sources = [.. models.Select(model => new SourceOptions { Model = model })],
    };

    private string Copy(string name)
    {
        var copy = Directory.CreateDirectory(_folder.File(name)).FullName;
        foreach (var file in Directory.GetFiles(Shipped))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }
}
