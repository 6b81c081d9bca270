using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.TestSupport;

namespace AvianVox.Classification.Tests.Loading;

public sealed class ModelPackageWriterTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void What_is_written_is_what_is_loaded()
    {
        var folder = _temp.File("deep/in/rows");
        TestModels.Write(folder);
        var package = ModelLoader.Load(folder);
        Assert.Equal(TestModels.Labels, package.Labels);
        Assert.Equal(TestModels.Spec, package.Manifest.Features);
        Assert.Equal(("rows", "1.0", "MIT"), (package.Manifest.Name, package.Manifest.Version, package.Manifest.Licence));
        Assert.Equal(7, package.Manifest.Provenance.Seed);
        Assert.Equal(0.25, package.Manifest.Provenance.Metrics["accuracy"]);
        Assert.Equal("made by a test", package.Manifest.Provenance.Notes);
        Assert.Equal(64, package.Manifest.Sha256.Length);
        Assert.Equal(0.9, package.Manifest.ThresholdOf(package.Labels[2]));
        Assert.Equal(0.4, package.Manifest.ThresholdOf(package.Labels[0]));
        Assert.Equal(["MODEL_CARD.md", "SHA256SUMS", "labels.csv", "model.json", "model.onnx"], Names(folder));
        Assert.Equal(["rows"], Names(Path.GetDirectoryName(folder)!));
    }

    /// <summary>Guards the spec's reader and writer: a parameter that is added later and forgotten there fails here.</summary>
    [Fact]
    public void Every_parameter_of_the_spec_travels()
    {
        var odd = new FeatureSpec
        {
            SampleRate = 24_000,
            FftSize = 1_024,
            Hop = 300,
            MelBands = 2,
            LowHz = 40.5,
            HighHz = 9_000.25,
            Log = LogRule.NaturalFloored,
            LogFloor = 1e-5,
            MfccCount = 2,
            MfccTopDecibels = 60,
            Clamp = DecibelClamp.None,
            OfflineClamp = DecibelClamp.File,
            OfflineEdges = EdgePadding.Zero,
            Layout = MfccLayout.Concatenate,
            WindowFrames = 3,
            MelMean = -7.1,
            MelDeviation = 3.3,
            MfccMean = -19.7,
            MfccDeviation = 86.6,
        };
        foreach (var property in typeof(FeatureSpec).GetProperties().Where(p => p.CanWrite))
        {
            Assert.False(Equals(property.GetValue(odd), property.GetValue(new FeatureSpec())), $"{property.Name} has its default here and would prove nothing");
        }

        var package = TestModels.Write(_temp.File("odd"), manifest: TestModels.Manifest with { Features = odd });
        Assert.Equal(odd, package.Manifest.Features);
    }

    [Fact]
    public void An_existing_package_is_kept_unless_replacing_is_asked_for()
    {
        var folder = _temp.File("rows");
        TestModels.Write(folder);
        Assert.Contains("exists already", Assert.Throws<ModelPackageException>(() => TestModels.Write(folder)).Message, StringComparison.Ordinal);
        var newer = TestModels.Manifest with { Version = "2.0" };
        Assert.Equal("2.0", ModelPackageWriter.Write(folder, newer, TestModels.Labels, TestModels.RowMeans(), "# Rows", replace: true).Manifest.Version);
        Assert.Equal(["rows"], Names(_temp.Path));
    }

    [Fact]
    public void A_folder_with_other_things_in_it_is_never_replaced()
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(_temp.File("photos")).FullName, "cat.jpg"), "x");
        Assert.Contains("other things", Assert.Throws<ModelPackageException>(() => ModelPackageWriter.Write(_temp.File("photos"), TestModels.Manifest, TestModels.Labels, TestModels.RowMeans(), "# Rows", replace: true)).Message, StringComparison.Ordinal);
        Assert.Equal(["cat.jpg"], Names(_temp.File("photos")));
        Assert.Contains("a file of that name", Assert.Throws<ModelPackageException>(() => TestModels.Write(_temp.File("photos/cat.jpg"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_that_does_not_hold_together_leaves_nothing_behind()
    {
        Assert.Throws<ModelPackageException>(() => TestModels.Write(_temp.File("bad"), labels: TestModels.Labels[..3]));
        Assert.Throws<ModelPackageException>(() => TestModels.Write(_temp.File("bad"), manifest: TestModels.Manifest with { DefaultThreshold = double.NaN }));
        Assert.Throws<ModelPackageException>(() => TestModels.Write(_temp.File("bad"), onnx: [1, 2, 3]));
        Assert.Empty(Names(_temp.Path));

        TestModels.Write(_temp.File("good"));
        Assert.Throws<ModelPackageException>(() => ModelPackageWriter.Write(_temp.File("good"), TestModels.Manifest, TestModels.Labels[..3], TestModels.RowMeans(), "# Rows", replace: true));
        Assert.Equal("1.0", ModelLoader.Load(_temp.File("good")).Manifest.Version);
        Assert.Equal(["good"], Names(_temp.Path));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        File.WriteAllText(_temp.File("file"), "x");
        var fault = Assert.Throws<IOException>(() => TestModels.Write(_temp.File("file/rows")));
        Assert.StartsWith($"Model package {_temp.File("file/rows")} cannot be written (", fault.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Names(string folder) => Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
