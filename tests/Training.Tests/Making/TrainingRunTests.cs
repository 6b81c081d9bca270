using System.CommandLine;
using AvianVox.Audio.Files;
using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.TestSupport;
using AvianVox.Training.Cli;
using AvianVox.Training.Data;
using AvianVox.Training.Evaluation;
using AvianVox.Training.Fitting;
using AvianVox.Training.Making;
using AvianVox.Training.Manifests;
using AvianVox.Training.Naming;
using AvianVox.Training.Networks;
using AvianVox.Training.Recipes;
using AvianVox.Training.Store;
using AvianVox.Training.Tests.Cli;
using AvianVox.Training.Windows;

namespace AvianVox.Training.Tests.Making;

/// <summary>The whole way on sounds that the test makes: three whistles of different pitch, and noise.</summary>
[Collection(nameof(TorchSeed))]
public sealed class TrainingRunTests
{
    private const int Rate = 22_050;

    [Fact]
    public async Task Trains_on_tones_writes_a_package_and_names_tones_it_never_heard()
    {
        using var folder = new TempFolder();
        MakeData(folder);
        var monitor = new QuietMonitor();
        var request = Request(folder, epochs: 6);
        var outcome = await new TrainingRun(request, monitor, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(6, monitor.Epochs.Count);
        Assert.True(monitor.Epochs[^1].TrainingLoss < monitor.Epochs[0].TrainingLoss / 2, "the loss has not halved");
        Assert.InRange(outcome.Figures.Deviation, 0, 1e-5);

        var curves = await File.ReadAllTextAsync(request.CurvesFile, TestContext.Current.CancellationToken);
        Assert.Equal((2, 1 + 6), (curves.Split("<img ").Length - 1, curves.Split("<tr>").Length - 1));

        var package = ModelLoader.Load(request.Out);
        Assert.Equal(["High Whistler", "Low Whistler", "Middle Whistler", "Noise"], package.Labels.Select(l => l.CommonName));
        Assert.Equal(37, package.Manifest.Provenance.Seed);
        Assert.Contains(
            "Low Whistler", await File.ReadAllTextAsync(package.CardPath, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var attribution = CsvText.Parse(
            await File.ReadAllTextAsync(Path.Combine(package.Folder, TrainedOn.FileName), TestContext.Current.CancellationToken));
        Assert.Equal(1 + 15, attribution.Count);
        Assert.Contains(
            attribution,
            r => r.Fields is ["low-0", "whistles", "Low Whistler", "R. Ecordist", "CC0", _, { Length: 64 }, _, { Length: > 0 }]);

        // Tones between those of the training, at another level.
        using var scorer = new ClipScorer(package, 16);
        Assert.Equal("Low Whistler", Named(package, scorer.Score(ToneClip(905, 0.02))));
        Assert.Equal("Middle Whistler", Named(package, scorer.Score(ToneClip(2_450, 0.3))));
        Assert.Equal("High Whistler", Named(package, scorer.Score(ToneClip(5_900, 0.05))));
    }

    [Fact]
    public async Task An_ensemble_tells_beats_apart_and_its_folder_is_made_with_those_above_it()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("beats"));
        var list = "file,species,scientific,recordist,licence\n";
        foreach (var (name, scientific, hertz) in new[] { ("Slow", "Tympanum tardum", 5.0), ("Fast", "Tympanum celere", 17) })
        {
            for (var i = 0; i < 4; i++)
            {
                list += $"{name}-{i}.wav,{name} Drummer,{scientific},R. Ecordist,CC0\n";
                WriteWav(folder.File($"beats/{name}-{i}.wav"), Beats(hertz * (1 + (0.02 * (i - 1.5))), i));
            }
        }

        await File.WriteAllTextAsync(folder.File($"beats/{Manifest.FileName}"), list, TestContext.Current.CancellationToken);
        var usual = Request(folder, epochs: 4);
        var request = usual with
        {
            Data = [folder.File("beats")],
            Out = folder.File("not/yet/there/model"),
            Recipe = usual.Recipe with
            {
                Network = new EnsembleDesign
                {
                    Members =
                    [
                        new TextureDesign { Segment = 64, ModulationBands = 10, Hidden = 16 },
                        new ConvolutionalDesign { Filters = [4, 8], Pool = [2, 2] },
                    ],
                },
                Features = usual.Recipe.Features with { FftSize = 512, Hop = 256, WindowFrames = 128, Layout = MfccLayout.None },
                Windows = new SoundWindowOptions { WindowsPerEpoch = 128, NoiseShare = 0, FilterRange = 6 },
            },
        };
        var outcome = await new TrainingRun(
            request, new QuietMonitor(), TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        Assert.InRange(outcome.Figures.Deviation, 0, 1e-5);
        var package = ModelLoader.Load(request.Out);
        using var scorer = new ClipScorer(package, 16);
        foreach (var (hertz, name) in new[] { (4.8, "Slow Drummer"), (5.3, "Slow Drummer"), (16.4, "Fast Drummer"), (17.5, "Fast Drummer") })
        {
            Assert.Equal(
                name,
                Named(package, scorer.Score(new Clip(new Recording("/beat.wav", "beats", "beat", SoundClass.Noise, "", ""), Beats(hertz, 9), 3 * Rate))));
        }
    }

    [Theory]
    [InlineData(nameof(ShortClips.Loop))]
    [InlineData(nameof(ShortClips.Mean))]
    public async Task Trains_on_the_studys_windows_and_names_tones_it_never_heard(string shortClips)
    {
        using var folder = new TempFolder();
        MakeData(folder);
        var request = Request(folder, epochs: 60);
        var recipe = request.Recipe with
        {
            Windows = new StudyWindowOptions { ShortClips = Enum.Parse<ShortClips>(shortClips) },
            Features = request.Recipe.Features with { OfflineClamp = DecibelClamp.File, OfflineEdges = EdgePadding.Reflect },
            Fit = request.Recipe.Fit with { Batch = 4 },
        };
        var monitor = new QuietMonitor();
        var outcome = await new TrainingRun(
            request with { Recipe = recipe, Cache = new StoreOptions { Folder = folder.File("cache") }, Threads = 1 },
            monitor,
            TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(60, monitor.Epochs.Count);
        Assert.True(monitor.Epochs[^1].TrainingLoss < monitor.Epochs[0].TrainingLoss / 2, "the loss has not halved");
        Assert.NotEmpty(Directory.GetFiles(folder.File("cache"), "*", SearchOption.AllDirectories));
        Assert.Contains(
            "one out of every recording and epoch",
            await File.ReadAllTextAsync(outcome.Package.CardPath, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        using var scorer = new ClipScorer(outcome.Package, 16);
        Assert.Equal("Low Whistler", Named(outcome.Package, scorer.Score(ToneClip(905, 0.2))));
        Assert.Equal("Middle Whistler", Named(outcome.Package, scorer.Score(ToneClip(2_450, 0.2))));
        Assert.Equal("High Whistler", Named(outcome.Package, scorer.Score(ToneClip(5_900, 0.2))));
    }

    [Fact]
    public async Task The_same_request_gives_the_same_network()
    {
        using var folder = new TempFolder();
        MakeData(folder);
        var hashes = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            var request = Request(folder, epochs: 1) with { Out = folder.File($"model{run}"), Threads = 1 };
            var outcome = await new TrainingRun(
                request, new QuietMonitor(), TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
            hashes.Add(outcome.Package.Manifest.Sha256);
        }

        Assert.Equal(hashes[0], hashes[1]);
    }

    [Fact]
    public async Task Stopping_keeps_the_best_so_far()
    {
        using var folder = new TempFolder();
        MakeData(folder);
        using var stop = new CancellationTokenSource();
        var monitor = new QuietMonitor { OnEpoch = e => { if (e.Epoch == 2) { stop.Cancel(); } } };
        var outcome = await new TrainingRun(Request(folder, epochs: 50), monitor, TimeProvider.System).RunAsync(stop.Token);
        Assert.Equal(2, monitor.Epochs.Count);
        Assert.Equal(4, outcome.Package.Labels.Count);

        // A package that is there is told of before anything is fitted, not after.
        var again = new QuietMonitor();
        var fault = await Assert.ThrowsAsync<WorkshopException>(
            () => new TrainingRun(Request(folder, epochs: 50), again, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken));
        Assert.Contains("--replace", fault.Message, StringComparison.Ordinal);
        Assert.Empty(again.Epochs);
    }

    [Fact]
    public async Task A_run_cut_off_goes_on_and_ends_as_one_that_was_not()
    {
        using var folder = new TempFolder();
        MakeData(folder);
        var whole = Request(folder, epochs: 3) with { Out = folder.File("whole"), Threads = 1 };
        var uninterrupted = new QuietMonitor();
        var expected = await new TrainingRun(whole, uninterrupted, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        // What a kill after the second epoch, in the middle of the third, leaves behind is the state of the second.
        var request = whole with { Out = folder.File("cut") };
        using var stop = new CancellationTokenSource();
        await new TrainingRun(
            request,
            new QuietMonitor { OnEpoch = e => { if (e.Epoch == 2) { stop.Cancel(); } } },
            TimeProvider.System).RunAsync(stop.Token);
        Assert.True(File.Exists(request.StateFile), "a run that was cut off leaves its state");
        var resumed = new QuietMonitor();
        var outcome = await new TrainingRun(
            request with { Replace = true }, resumed, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected.Package.Manifest.Sha256, outcome.Package.Manifest.Sha256);
        Assert.Equal(
            uninterrupted.Epochs.Select(e => (e.TrainingLoss, e.TrainingAccuracy, e.ValidationLoss, e.ValidationAccuracy)),
            resumed.Epochs.Select(e => (e.TrainingLoss, e.TrainingAccuracy, e.ValidationLoss, e.ValidationAccuracy)));
        Assert.False(File.Exists(request.StateFile), "a run that is done leaves no state");
    }

    [Fact]
    public async Task Thresholds_and_temperature_come_from_networks_that_were_fitted_without_what_they_heard()
    {
        using var folder = new TempFolder();
        MakeData(folder);
        var request = Request(folder, epochs: 4) with { Folds = 2, Threads = 1 };
        using var stop = new CancellationTokenSource();
        var cut = new QuietMonitor { OnEpoch = _ => stop.Cancel() };
        var fault = await Assert.ThrowsAsync<WorkshopException>(
            () => new TrainingRun(request, cut, TimeProvider.System).RunAsync(stop.Token));
        Assert.Contains(request.FoldsFolder, fault.Message, StringComparison.Ordinal);

        var monitor = new QuietMonitor();
        var outcome = await new TrainingRun(request, monitor, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3 * 4, monitor.Epochs.Count);
        Assert.InRange(outcome.Figures.Temperature, 0.05, 20);
        Assert.NotEqual(1, outcome.Figures.Temperature);
        Assert.InRange(outcome.Figures.Deviation, 0, 1e-5);
        Assert.All(
            outcome.Package.Manifest.Thresholds.Keys,
            code => Assert.Contains(outcome.Package.Labels, label => label.Code == code && label.Kind == LabelKind.Bird));
        var card = await File.ReadAllTextAsync(outcome.Package.CardPath, TestContext.Current.CancellationToken);
        Assert.Contains("each heard by a network that had been fitted without it (2 folds)", card, StringComparison.Ordinal);
        Assert.False(Directory.Exists(request.FoldsFolder), "a run that is done leaves no folds");

        // The same weights at another temperature: what is named stays, how surely does not.
        var plain = await new TrainingRun(
            request with { Folds = 0, Out = folder.File("plain") },
            new QuietMonitor(),
            TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
        using var scorer = new ClipScorer(outcome.Package, 16);
        using var other = new ClipScorer(plain.Package, 16);
        var (sharpened, modest) = (scorer.Score(ToneClip(905, 0.02)).Pooled(), other.Score(ToneClip(905, 0.02)).Pooled());
        Assert.Equal(Array.IndexOf(modest, modest.Max()), Array.IndexOf(sharpened, sharpened.Max()));
        Assert.Equal(outcome.Figures.Temperature < 1, sharpened.Max() > modest.Max());
    }

    [Fact]
    public async Task A_kept_state_is_where_another_run_begins()
    {
        using var folder = new TempFolder();
        MakeData(folder);
        var first = Request(folder, epochs: 4) with { KeepState = true, Threads = 1 };
        await new TrainingRun(first, new QuietMonitor(), TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
        Assert.True(File.Exists(first.StateFile), "the state was to be kept");
        var (fresh, transferred) = (new QuietMonitor(), new QuietMonitor());
        var second = Request(folder, epochs: 1) with { Seed = 38, Threads = 1 };
        await new TrainingRun(
            second with { Out = folder.File("fresh") }, fresh, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
        await new TrainingRun(
            second with { Out = folder.File("other"), Start = first.StateFile },
            transferred,
            TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
        Assert.True(
            transferred.Epochs[0].TrainingLoss < fresh.Epochs[0].TrainingLoss,
            $"{transferred.Epochs[0].TrainingLoss} after other weights, {fresh.Epochs[0].TrainingLoss} after fresh ones");
    }

    [Fact]
    public async Task A_state_of_another_run_is_refused()
    {
        using var folder = new TempFolder();
        MakeData(folder);
        var request = Request(folder, epochs: 2);
        using var stop = new CancellationTokenSource();
        await new TrainingRun(request, new QuietMonitor { OnEpoch = _ => stop.Cancel() }, TimeProvider.System).RunAsync(stop.Token);
        var other = request with { Seed = 38, Replace = true };
        var fault = await Assert.ThrowsAsync<WorkshopException>(
            () => new TrainingRun(other, new QuietMonitor(), TimeProvider.System).RunAsync(TestContext.Current.CancellationToken));
        Assert.Contains(request.StateFile, fault.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(request.StateFile), "the refused state is kept");
    }

    [Fact]
    public async Task A_state_becomes_the_package_that_the_run_would_have_written()
    {
        using var folder = new TempFolder();
        MakeData(folder);
        var request = Request(folder, epochs: 9);
        using var stop = new CancellationTokenSource();
        var outcome = await new TrainingRun(
            request,
            new QuietMonitor { OnEpoch = e => { if (e.Epoch == 2) { stop.Cancel(); } } },
            TimeProvider.System).RunAsync(stop.Token);

        string[] command =
        [
            "export",
            request.StateFile,
            "--out",
            folder.File("exported"),
            "--data",
            request.Data[0],
            request.Data[1],
            "--name",
            request.Name,
        ];
        var (code, output, error) = await CommandRun.RunAsync(Exporting, command);
        Assert.Equal((ExitCodes.Ok, ""), (code, error));
        Assert.Contains("ONNX against torch", output, StringComparison.Ordinal);
        var package = ModelLoader.Load(folder.File("exported"));
        Assert.Equal(outcome.Package.Manifest.Sha256, package.Manifest.Sha256);
        Assert.Equal(outcome.Package.Manifest.Features, package.Manifest.Features);
        Assert.Equal(outcome.Package.Labels, package.Labels);
        Assert.InRange(package.Manifest.Provenance.Metrics["onnx largest deviation"], 0, ExportCheck.LargestDeviation);
        Assert.Contains(
            "has not been judged",
            await File.ReadAllTextAsync(package.CardPath, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);

        // What is there is not overwritten, and data that it knows nothing of are told.
        await CommandRun.ExpectFaultAsync(Exporting, ExitCodes.NoInput, "--replace", command);
        Tones.Write(folder.File("others/dog_bark.wav"));
        await CommandRun.ExpectFaultAsync(
            Exporting,
            ExitCodes.NoInput,
            "nothing to compare on",
            ["export", request.StateFile, "--out", folder.File("none"), "--data", folder.File("others")]);

        // A copy that broke off, wherever it did, and files of other kinds.
        var whole = await File.ReadAllBytesAsync(request.StateFile, TestContext.Current.CancellationToken);
        var broken = folder.File("broken.state");
        foreach (var (bytes, text) in new[] { (0, "cannot be read as a"), (10, "cannot be read as a"), (200, "is a damaged"), (whole.Length / 2, "is a damaged"), (whole.Length - 1, "is a damaged") })
        {
            await File.WriteAllBytesAsync(broken, whole[..bytes], TestContext.Current.CancellationToken);
            await CommandRun.ExpectFaultAsync(
                Exporting,
                ExitCodes.NoInput,
                $"{broken} {text} training state",
                ["export", broken, "--out", folder.File("none"), "--data", request.Data[0]]);
        }

        foreach (var foreign in new[] { folder.File($"whistles/{Manifest.FileName}"), folder.File("whistles/low-0.wav"), folder.File("not-there") })
        {
            await CommandRun.ExpectFaultAsync(
                Exporting,
                ExitCodes.NoInput,
                "take one that avianvox-train train wrote",
                ["export", foreign, "--out", folder.File("none"), "--data", request.Data[0]]);
        }

        Assert.False(Directory.Exists(folder.File("none")));
    }

    private static RootCommand Exporting => [ExportCommand.Create()];

    private static TrainingRequest Request(TempFolder folder, int epochs) => new()
    {
        Data = [folder.File("whistles"), folder.File("negatives")],
        Out = folder.File("model"),
        Name = "whistles",
        Recipe = new Recipe
        {
            Network = new StudyDesign { Filters = [8, 16], BatchNorm = true },
            Windows = new SoundWindowOptions
            {
                WindowsPerEpoch = 256,
                SyntheticNoiseShare = 0.4,
                Weights = new Dictionary<string, double> { ["noise"] = 3 },
            },
            Features = new FeatureSpec { MelBands = 32, MfccCount = 6, WindowFrames = 32, Log = LogRule.NaturalFloored, LogFloor = 1e-8 },
            Fit = new FitOptions { Epochs = epochs, Batch = 16, LearningRate = 5e-3 },
        },
    };

    private static void MakeData(TempFolder folder)
    {
        Directory.CreateDirectory(folder.File("whistles"));
        Directory.CreateDirectory(folder.File("negatives"));
        var list = "file,species,scientific,recordist,licence\n";
        foreach (var (name, scientific, hertz) in new[] { ("Low", "Sibilus gravis", 900.0), ("Middle", "Sibilus medius", 2_400), ("High", "Sibilus acutus", 6_000) })
        {
            for (var i = 0; i < 4; i++)
            {
                // One of them is shorter than a window and has to be looped.
                var file = $"{name.ToLowerInvariant()}-{i}.wav";
                list += $"{file},{name} Whistler,{scientific},R. Ecordist,CC0\n";
                WriteWav(folder.File($"whistles/{file}"), Tone(hertz * (1 + (0.01 * (i - 1.5))), 0.2, i == 0 ? 0.4 : 1.5));
            }
        }

        File.WriteAllText(folder.File($"whistles/{Manifest.FileName}"), list);
        for (var i = 0; i < 3; i++)
        {
            var noise = new float[2 * Rate];
            ColouredNoise.Fill(noise, new Random(i));
            Level.Scale(noise, 0.05f);
            WriteWav(folder.File($"negatives/noise_{i}5.wav"), noise);
        }
    }

    private static Clip ToneClip(double hertz, double amplitude) =>
        new(new Recording("/tone.wav", "tones", "tone", SoundClass.Noise, "", ""), Tone(hertz, amplitude, 2), 2 * Rate);

    private static string Named(ModelPackage package, ClipScores scores)
    {
        var pooled = scores.Pooled();
        return package.Labels[Array.IndexOf(pooled, pooled.Max())].CommonName;
    }

    private static float[] Tone(double hertz, double amplitude, double seconds)
    {
        var random = new Random((int)hertz);
        return
        [
            .. Enumerable.Range(0, (int)(seconds * Rate)).Select(
                n => (float)((amplitude * Math.Sin(2 * Math.PI * hertz * n / Rate)) + (1e-4 * random.NextDouble()))),
        ];
    }

    /// <summary>Three seconds of noise that grows loud and soft so many times a second.</summary>
    private static float[] Beats(double hertz, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, 3 * Rate).Select(
                n => (float)((random.NextDouble() - 0.5) * (0.11 + (0.1 * Math.Sin(2 * Math.PI * hertz * n / Rate))))),
        ];
    }

    private static void WriteWav(string path, float[] samples)
    {
        using var writer = new WavWriter(path, Rate, isFloat: true);
        writer.Write(samples);
    }

    private sealed class QuietMonitor : ITrainingMonitor
    {
        public List<EpochReport> Epochs { get; } = [];

        public Action<EpochReport> OnEpoch { get; init; } = _ => { };

        public void Warn(string message) => Assert.Fail($"a warning was not expected: {message}");

        public void Say(string message)
        {
        }

        public void Step(int windows, int total, double loss, double accuracy)
        {
        }

        public void Epoch(EpochReport epoch)
        {
            Epochs.Add(epoch);
            OnEpoch(epoch);
        }
    }
}
