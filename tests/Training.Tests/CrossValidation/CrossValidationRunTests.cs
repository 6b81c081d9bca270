using AvianVox.TestSupport;
using AvianVox.Training.CrossValidation;
using AvianVox.Training.Fitting;
using AvianVox.Training.Manifests;
using AvianVox.Training.Networks;
using AvianVox.Training.Recipes;
using AvianVox.Training.Splits;
using AvianVox.Training.Store;
using AvianVox.Training.Windows;

namespace AvianVox.Training.Tests.CrossValidation;

/// <summary>On tones of three pitches, each recorded by three people.</summary>
[Collection(nameof(TorchSeed))]
public sealed class CrossValidationRunTests
{
    [Fact]
    public async Task Every_recording_is_tested_once_by_a_network_that_never_heard_it_and_tones_are_told_apart()
    {
        using var folder = new TempFolder();
        var outcome = await RunAsync(Request(folder), new Quiet(), TestContext.Current.CancellationToken);
        Assert.Equal(9, outcome.Recordings);
        Assert.Equal(9, outcome.Folds.SelectMany(f => f.Recordings).Select(r => r.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, outcome.Folds.Count);
        Assert.All(outcome.Partitions, p => Assert.Empty(p.Partition.Test.Intersect(p.Partition.Training)));
        Assert.True(outcome.Seeds.Single().Recordings.Accuracy.Top1 > 0.8, $"top-1 is {outcome.Seeds.Single().Recordings.Accuracy.Top1}");
        Assert.All(outcome.Folds.SelectMany(f => f.Recordings), r => Assert.Equal(1, r.Scores.Sum(), 1e-4f));
    }

    [Fact]
    public async Task A_run_cut_off_goes_on_and_ends_with_the_same_figures()
    {
        using var folder = new TempFolder();
        var expected = await RunAsync(
            Request(folder) with { Out = folder.File("whole") }, new Quiet(), TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var request = Request(folder) with { Out = folder.File("cut") };
        // In the second fold, after its first epoch.
        var cutting = new Quiet { OnEpoch = count => { if (count == 3) { stop.Cancel(); } } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(request, cutting, stop.Token));
        Assert.True(File.Exists(Path.Combine(request.Out, "fold0-seed1.json")), "the first fold was done");
        Assert.True(File.Exists(Path.Combine(request.Out, "fold1-seed1.state")), "the second was cut off");

        var outcome = await RunAsync(request, new Quiet(), TestContext.Current.CancellationToken);
        Assert.Equal(
            expected.Folds.SelectMany(f => f.Recordings).SelectMany(r => r.Scores),
            outcome.Folds.SelectMany(f => f.Recordings).SelectMany(r => r.Scores));
        Assert.Empty(Directory.GetFiles(request.Out, "*.state"));

        // Done is done: a third run trains nothing.
        var again = new Quiet();
        await RunAsync(request, again, TestContext.Current.CancellationToken);
        Assert.Equal(0, again.Epochs);

        // Half a result is none: its fold is done again, and no other.
        var fold = Path.Combine(request.Out, "fold1-seed1.json");
        var whole = await File.ReadAllBytesAsync(fold, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(fold, whole[..(whole.Length / 2)], TestContext.Current.CancellationToken);
        var mending = new Quiet();
        var mended = await RunAsync(request, mending, TestContext.Current.CancellationToken);
        Assert.Equal(request.Recipe.Fit.Epochs, mending.Epochs);
        Assert.Equal(
            outcome.Folds.SelectMany(f => f.Recordings).SelectMany(r => r.Scores),
            mended.Folds.SelectMany(f => f.Recordings).SelectMany(r => r.Scores));
        CrossValidationReport.Write(request, outcome);
        Assert.Contains(
            "\"recordingTop1\"",
            await File.ReadAllTextAsync(Path.Combine(request.Out, CrossValidationReport.FileName), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recipe_with_the_studys_windows_is_cross_validated_though_a_fold_has_no_recording_of_a_class()
    {
        using var folder = new TempFolder();
        var request = Request(folder);
        var list = Path.Combine(request.Data[0], Manifest.FileName);

        // The last label is heard by one person only, in two recordings.
        foreach (var i in new[] { 0, 1 })
        {
            Tones.Write(Path.Combine(request.Data[0], $"Top{i}.wav"), 1.5, 3_300 + (40 * i));
            await File.AppendAllTextAsync(list, $"Top{i}.wav,Top Tone,Tonus top,Person 0,CC0\n", TestContext.Current.CancellationToken);
        }

        var recipe = request.Recipe with { Windows = new StudyWindowOptions(), Fit = request.Recipe.Fit with { Epochs = 30, Batch = 2 } };
        var outcome = await RunAsync(
            request with { Recipe = recipe, Cache = new StoreOptions { Folder = folder.File("cache") } },
            new Quiet(),
            TestContext.Current.CancellationToken);
        Assert.Equal(4, outcome.Labels.Count);
        Assert.Equal(11, outcome.Folds.Sum(f => f.Recordings.Count));
        var known = outcome.Folds.SelectMany(f => f.Recordings).Where(r => outcome.Labels[r.Right].CommonName != "Top Tone").ToList();
        Assert.True(known.Count(r => Array.IndexOf([.. r.Scores], r.Scores.Max()) == r.Right) >= 7, "tones are not told apart");
    }

    [Fact]
    public async Task Folds_that_names_do_not_tell_are_a_clear_fault()
    {
        using var folder = new TempFolder();
        var fault = await Assert.ThrowsAsync<WorkshopException>(
            () => RunAsync(Request(folder) with { Rule = null }, new Quiet(), TestContext.Current.CancellationToken));
        Assert.Contains("--rule", fault.Message, StringComparison.Ordinal);
    }

    private static Task<CrossValidationOutcome> RunAsync(CrossValidationRequest request, Quiet monitor, CancellationToken stop) =>
        new CrossValidationRun(request, monitor, TimeProvider.System).RunAsync(stop);

    private static CrossValidationRequest Request(TempFolder folder)
    {
        var set = folder.File("tones");
        if (!Directory.Exists(set))
        {
            var list = "file,species,scientific,recordist,licence\n";
            foreach (var (name, hertz) in new[] { ("Low", 500.0), ("Middle", 1_100), ("High", 2_300) })
            {
                for (var i = 0; i < 3; i++)
                {
                    Tones.Write(Path.Combine(set, $"{name}{i}.wav"), 1.5, hertz * (1 + (0.01 * i)));
                    list += $"{name}{i}.wav,{name} Tone,Tonus {name},Person {i},CC0\n";
                }
            }

            File.WriteAllText(Path.Combine(set, Manifest.FileName), list);
        }

        return new CrossValidationRequest
        {
            Data = [set],
            Rule = SplitRule.Recordist,
            Folds = 3,
            Seeds = [1],
            Threads = 1,
            Windows = 2,
            Out = folder.File("figures"),
            Recipe = new Recipe
            {
                Features = new()
                {
                    SampleRate = 8_000,
                    FftSize = 512,
                    Hop = 256,
                    MelBands = 24,
                    HighHz = 4_000,
                    WindowFrames = 24,
                    Layout = Dsp.Features.MfccLayout.None,
                    Log = Dsp.Features.LogRule.NaturalFloored,
                },
                Windows = new SoundWindowOptions { WindowsPerEpoch = 96 },
                Network = new ConvolutionalDesign { Filters = [6, 8, 12], Norm = InputNorm.Window, Dropout = 0 },
                Fit = new FitOptions { Epochs = 2, Batch = 8, LearningRate = 1e-2, Averaging = 0.8 },
            },
        };
    }

    private sealed class Quiet : ICrossValidationMonitor
    {
        public int Epochs { get; private set; }

        public Action<int> OnEpoch { get; init; } = _ => { };

        public void Warn(string message) => Assert.Fail($"a warning was not expected: {message}");

        public void Say(string message)
        {
        }

        public void Step(int windows, int total, double loss, double accuracy)
        {
        }

        public void Epoch(EpochReport epoch) => OnEpoch(++Epochs);

        public void Fold(FoldResult result, int done, int total)
        {
        }
    }
}
