using AvianVox.Audio.Files;
using AvianVox.Classification.Inference;
using AvianVox.Dsp.Features;
using AvianVox.Dsp.Windows;
using AvianVox.TestSupport;
using AvianVox.Training.Keras;

namespace AvianVox.Training.Tests.Keras;

/// <summary>From a recording to names with the study's network, against an end-to-end run that was made outside this project.</summary>
public sealed class StudyEndToEndTests : IDisposable, IWindowSink
{
    /// <summary>The oracle's recording lost its gain when it was normalised; this is the gain the oracle was made with.</summary>
    private const float Gain = 0.2f;

    private readonly TempFolder _temp = new();

    private float[]? _window;

    public void Dispose() => _temp.Dispose();

    void IWindowSink.OnWindow(long firstSample, ReadOnlySpan<float> window) => _window ??= window.ToArray();

    [Fact]
    public void The_probe_recording_gets_the_oracles_five_best_names()
    {
        (string Name, double Probability)[] expected =
        [
            ("Phainopepla", 0.25100365457958856),
            ("California Thrasher", 0.09796045551170662),
            ("White-breasted Nuthatch", 0.09390692171934398),
            ("Lincoln's Sparrow", 0.09284787010144901),
            ("American Robin", 0.08634270077629597),
        ];
        var package = new KerasImport
        {
            File = SharedData.Require("seed/CNN_v20_weights.best.hdf5"),
            Labels = SharedData.Require("seed/species_labels.csv"),
            Out = _temp.File("v20"),
            Scaling = StudyScaling.Report,
        }.Run();
        var samples = AudioFile.ReadMono(SharedData.Require("seed/XC449570_elegant_tern_nb.wav")).Samples;
        var quiet = Array.ConvertAll(samples, s => s * Gain);

        // The oracle's window is the first of the recording, under the padding and the clamp of a whole file.
        new OfflineFeatures(package.Manifest.Features!).Windows(quiet, 128, this);
        using var classifier = new OnnxWindowClassifier(package, 1, 1);
        var probabilities = new float[package.Labels.Count];
        classifier.Classify(_window, 1, probabilities);
        var best = package.Labels.OrderByDescending(l => probabilities[l.Index]).Take(5).ToArray();
        Assert.Equal(expected.Select(e => e.Name), best.Select(l => l.CommonName));
        var deviation = expected.Zip(best, (e, b) => Math.Abs(e.Probability - probabilities[b.Index])).Max();
        TestContext.Current.SendDiagnosticMessage("end to end: largest deviation of the five {0:g3}", deviation);
        Assert.True(deviation <= 1e-4, $"deviates by {deviation}");
    }

    [Fact]
    public void Classifying_with_the_studys_network_allocates_nothing_once_it_runs()
    {
        var package = new KerasImport
        {
            File = SharedData.Require("seed/CNN_v20_weights.best.hdf5"),
            Labels = SharedData.Require("seed/species_labels.csv"),
            Out = _temp.File("v20"),
        }.Run();
        using var classifier = new OnnxWindowClassifier(package, 1, 4);
        var windows = new float[4 * classifier.InputLength];
        var probabilities = new float[4 * classifier.LabelCount];
        Assert.Equal(0, Allocations.LeastBytes(() =>
        {
            classifier.Classify(windows, 4, probabilities);
            classifier.Classify(windows.AsSpan(0, classifier.InputLength), 1, probabilities.AsSpan(0, classifier.LabelCount));
        }));
    }
}
