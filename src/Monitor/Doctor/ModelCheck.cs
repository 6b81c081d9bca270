using AvianVox.Classification.Packages;
using AvianVox.Listening.Models;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Hosting;

namespace AvianVox.Monitor.Doctor;

/// <summary>Whether the model holds together, and whether this machine classifies as fast as windows come.</summary>
/// <param name="options">Checked options.</param>
/// <param name="time">Measures.</param>
internal sealed class ModelCheck(StationOptions options, TimeProvider time) : ICheck
{
    /// <summary>Windows classified for the measurement, after one for warming up.</summary>
    private const int Windows = 5;

    /// <summary>Share of a core from which a warning is given.</summary>
    private const double MuchLoad = 0.5;

    /// <inheritdoc />
    public string Name => "model";

    /// <inheritdoc />
    public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation) => Task.Run(Look, cancellation);

    private IReadOnlyList<Finding> Look()
    {
        try
        {
            using var models = StationModels.Load(options);
            return [.. models.All.Select(model => Look(model, options.Sources.Count(source => models.For(source) == model)))];
        }
        catch (ModelPackageException fault)
        {
            return [Finding.Fault(fault.Message, "Set Model:Folder to a model package; avianvox models inspect DIR checks one.")];
        }
        catch (ConfigurationException fault)
        {
            return [.. fault.Faults.Select(each => Finding.Fault(each.ToString(), "Set it to what the model allows."))];
        }
    }

    private Finding Look(ListeningModel model, int sources)
    {
        using var classifier = model.CreateClassifier();
        var window = new float[classifier.InputLength];
        var probabilities = new float[classifier.LabelCount];
        classifier.Classify(window, 1, probabilities);
        var start = time.GetTimestamp();
        for (var count = 0; count < Windows; count++)
        {
            classifier.Classify(window, 1, probabilities);
        }

        var each = time.GetElapsedTime(start) / Windows;
        var stride = model.Stride;
        var load = each * sources / stride;
        var text = FormattableString.Invariant(
            $"{model.Name}, {model.Labels.Count} labels; {each.TotalMilliseconds:0.0} ms a window, one every {stride.TotalMilliseconds:0} ms for each of {sources} source(s)");
        return load >= 1 ? Finding.Fault(
            $"{text}: too slow, sound will be dropped",
            "Raise Detector:StrideFrames or Model:Threads, or take a smaller model.")
            : load >= MuchLoad ? Finding.Warning(
                $"{text}: {load:P0} of the time",
                "Raise Detector:StrideFrames or Model:Threads, or take a smaller model.")
            : Finding.Ok(text);
    }
}
