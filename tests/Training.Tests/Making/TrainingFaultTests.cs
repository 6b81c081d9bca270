using System.CommandLine;
using AvianVox.Dsp.Features;
using AvianVox.TestSupport;
using AvianVox.Training.Cli;
using AvianVox.Training.Fitting;
using AvianVox.Training.Making;
using AvianVox.Training.Manifests;
using AvianVox.Training.Networks;
using AvianVox.Training.Recipes;
using AvianVox.Training.Tests.Cli;
using AvianVox.Training.Windows;

namespace AvianVox.Training.Tests.Making;

/// <summary>
/// What goes wrong round a training: each is told, nothing half-written is taken for whole, and the same request goes on once it
/// is mended.
/// </summary>
[Collection(nameof(TorchSeed))]
public sealed class TrainingFaultTests : IDisposable
{
    private const int Epochs = 4;

    private readonly TempFolder _temp = new();

    private string Data => _temp.File("tones");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_disk_that_fills_up_while_the_state_is_written_costs_one_epoch()
    {
        MakeData();
        var expected = await RunAsync(Request(_temp.File("whole")), new Listening());
        await using var disk = await SmallDisk.MountAsync(4);
        var request = Request(disk.File("model"));
        var filling = new Listening { OnEpoch = e => { if (e == 2) { disk.Fill("ballast", leave: 2_000); } } };
        var fault = await Assert.ThrowsAsync<IOException>(() => RunAsync(request, filling));
        Assert.Contains(request.StateFile, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Make room", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["ballast", "model.state"], Names(disk));
        Assert.Equal(2, TrainingState.Read(request.StateFile).History.Count);

        File.Delete(disk.File("ballast"));
        var resumed = new Listening();
        var outcome = await RunAsync(request, resumed);
        Assert.Equal(Epochs, resumed.Epochs);
        Assert.Equal(2 * 4, resumed.Steps);
        Assert.Equal(expected.Package.Manifest.Sha256, outcome.Package.Manifest.Sha256);
        Assert.Equal(["model", "model.curves.html"], Names(disk));
    }

    [Fact]
    public async Task A_disk_without_room_for_the_package_costs_no_epoch_and_leaves_no_half_package()
    {
        MakeData();
        var expected = await RunAsync(Request(_temp.File("whole")), new Listening());
        await using var disk = await SmallDisk.MountAsync(4);
        var request = Request(disk.File("model"));
        var filling = new Listening { OnEpoch = e => { if (e == Epochs) { disk.Fill("ballast", leave: 2_000); } } };
        var fault = await Assert.ThrowsAsync<IOException>(() => RunAsync(request, filling));
        Assert.Contains($"Model package {request.Out} cannot be written", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["ballast", "model.state"], Names(disk));

        File.Delete(disk.File("ballast"));
        var resumed = new Listening();
        var outcome = await RunAsync(request, resumed);
        Assert.Equal((Epochs, 0), (resumed.Epochs, resumed.Steps));
        Assert.Equal(expected.Package.Manifest.Sha256, outcome.Package.Manifest.Sha256);
        Assert.Equal(["model", "model.curves.html"], Names(disk));
    }

    [Fact]
    public async Task A_damaged_state_is_told_and_neither_overwritten_nor_lost()
    {
        MakeData();
        var request = Request(_temp.File("model"));
        using var stop = new CancellationTokenSource();
        await new TrainingRun(request, new Listening { OnEpoch = _ => stop.Cancel() }, TimeProvider.System).RunAsync(stop.Token);
        var damaged = await File.ReadAllBytesAsync(request.StateFile, TestContext.Current.CancellationToken);
        damaged[^1_000] ^= 1;
        await File.WriteAllBytesAsync(request.StateFile, damaged, TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<WorkshopException>(() => RunAsync(request with { Replace = true }, new Listening()));
        Assert.Contains($"{request.StateFile} is a damaged training state", fault.Message, StringComparison.Ordinal);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(request.StateFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_corrupt_recording_is_named_and_the_rest_is_trained_on()
    {
        MakeData();
        File.WriteAllText(Path.Combine(Data, "High-2.wav"), "RIFF, but no sound");
        var monitor = new Listening();
        var outcome = await RunAsync(Request(_temp.File("model")), monitor);
        Assert.Contains("High-2.wav", Assert.Single(monitor.Warnings), StringComparison.Ordinal);
        Assert.Equal(["High Tone", "Low Tone"], outcome.Package.Labels.Select(l => l.CommonName));
    }

    [Fact]
    public async Task Wrong_paths_bad_keys_and_data_that_hold_nothing_are_one_line_and_leave_nothing()
    {
        MakeData();
        File.WriteAllText(_temp.File("mine.json"), "{ \"fit\": {\n \"epoch\": 3 } }");
        Directory.CreateDirectory(_temp.File("bare/Wren"));
        RootCommand root = [TrainCommand.Create()];
        string[] target = ["--out", _temp.File("model")];
        await CommandRun.ExpectFaultAsync(
            root, ExitCodes.NoInput, "there is no such folder", ["train", "--data", _temp.File("none"), .. target]);
        await CommandRun.ExpectFaultAsync(
            root, ExitCodes.NoInput, "nothing in it can be used", ["train", "--data", _temp.File("bare"), .. target]);
        await CommandRun.ExpectFaultAsync(
            root,
            ExitCodes.NoInput,
            "mine.json, line 2: fit.epoch",
            ["train", "--data", Data, "--recipe", _temp.File("mine.json"), .. target]);
        await CommandRun.ExpectFaultAsync(root, ExitCodes.NoInput, "v20", ["train", "--data", Data, "--recipe", "v19", .. target]);
        await CommandRun.ExpectFaultAsync(
            root, ExitCodes.NoInput, "none.state", ["train", "--data", Data, "--start", _temp.File("none.state"), .. target]);
        await CommandRun.ExpectFaultAsync(
            root, ExitCodes.InputOutput, "none.md", ["train", "--data", Data, "--sources", _temp.File("none.md"), .. target]);
        foreach (var sound in Directory.GetFiles(Data, "*.wav"))
        {
            File.WriteAllText(sound, "no sound at all");
        }

        await CommandRun.ExpectFaultAsync(
            root, ExitCodes.NoInput, "There is no recording to train on", ["train", "--data", Data, .. target]);
        Assert.Equal(
            ["bare", "mine.json", "tones"],
            Directory.EnumerateFileSystemEntries(_temp.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static Task<TrainingOutcome> RunAsync(TrainingRequest request, Listening monitor) =>
        new TrainingRun(request, monitor, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

    private static IEnumerable<string?> Names(SmallDisk disk) =>
        Directory.EnumerateFileSystemEntries(disk.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private TrainingRequest Request(string target) => new()
    {
        Data = [Data],
        Out = target,
        Threads = 1,
        Recipe = new Recipe
        {
            Features = new()
            {
                SampleRate = Tones.SampleRate,
                FftSize = 512,
                Hop = 256,
                MelBands = 24,
                HighHz = Tones.SampleRate / 2,
                WindowFrames = 24,
                Layout = MfccLayout.None,
            },
            Windows = new SoundWindowOptions { WindowsPerEpoch = 32 },
            Network = new ConvolutionalDesign { Filters = [8, 16], Norm = InputNorm.Window },
            Fit = new FitOptions { Epochs = Epochs, Batch = 8, Averaging = 0.8 },
        },
    };

    private void MakeData()
    {
        var list = "file,species,scientific,recordist,licence\n";
        foreach (var (name, hertz) in new[] { ("Low", 500.0), ("High", 2_300) })
        {
            for (var i = 0; i < 5; i++)
            {
                Tones.Write(Path.Combine(Data, $"{name}-{i}.wav"), 1.5, hertz * (1 + (0.01 * i)));
                list += $"{name}-{i}.wav,{name} Tone,Tonus {name},Person {i},CC0\n";
            }
        }

        File.WriteAllText(Path.Combine(Data, Manifest.FileName), list);
    }

    private sealed class Listening : ITrainingMonitor
    {
        public int Epochs { get; private set; }

        public int Steps { get; private set; }

        public List<string> Warnings { get; } = [];

        public Action<int> OnEpoch { get; init; } = _ => { };

        public void Warn(string message) => Warnings.Add(message);

        public void Say(string message)
        {
        }

        public void Step(int windows, int total, double loss, double accuracy) => Steps++;

        public void Epoch(EpochReport epoch)
        {
            Epochs++;
            OnEpoch(epoch.Epoch);
        }
    }
}
