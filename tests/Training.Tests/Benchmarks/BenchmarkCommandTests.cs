using System.CommandLine;
using System.Text.Json;
using AvianVox.Audio.Files;
using AvianVox.TestSupport;
using AvianVox.Training.Benchmarks;
using AvianVox.Training.Cli;
using AvianVox.Training.Tests.Cli;

namespace AvianVox.Training.Tests.Benchmarks;

[Collection(nameof(TorchSeed))]
public sealed class BenchmarkCommandTests : IDisposable
{
    private const int Rate = 22_050;
    private const int Takes = 6;

    private static readonly (string Name, double Hertz)[] Birds = [("Low", 700), ("Middle", 1_500), ("High", 3_200)];

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Tones_are_told_apart_by_every_method_and_the_figures_are_written_whole()
    {
        MakeData(recordists: 6);
        var (code, output, error) = await RunAsync(
            "benchmark", "--data", _temp.File("tones"), "--folds", "3", "--seed", "5", "--out", _temp.File("figures.json"));
        Assert.Equal(("", ExitCodes.Ok), (error, code));
        Assert.Contains("18 recordings, 3 kinds", output, StringComparison.Ordinal);
        Assert.Equal(5, output.Split('\n').Count(l => l.Contains("naive Bayes", StringComparison.Ordinal)));
        using var figures = JsonDocument.Parse(
            await File.ReadAllTextAsync(_temp.File("figures.json"), TestContext.Current.CancellationToken));
        var root = figures.RootElement;
        Assert.Equal(
            ("recording", 5, 18),
            (root.GetProperty("rule").GetString(), root.GetProperty("seed").GetInt32(), root.GetProperty("recordings").GetInt32()));
        foreach (var method in (string[])["naive Bayes", "MFCC MLP", "MFCC k-NN"])
        {
            var judged = root.GetProperty("all").GetProperty(method).GetProperty("recordings");
            Assert.Equal((18, 18), (judged.GetProperty("count").GetInt32(), judged.GetProperty("right").GetInt32()));
            Assert.InRange(root.GetProperty("all").GetProperty(method).GetProperty("meanAveragePrecision").GetDouble(), 0.5, 1);
        }

        Assert.Equal(18, root.GetProperty("results").EnumerateArray().Sum(f => f.GetProperty("test").GetInt32()));
        Assert.Equal(
            18,
            root.GetProperty("results").EnumerateArray().SelectMany(f => f.GetProperty("testIds").EnumerateArray()).Select(i => i.GetString()).Distinct().Count());
        Assert.Equal(
            ["figures.json", "tones"],
            Directory.EnumerateFileSystemEntries(_temp.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task By_recordist_no_voice_is_on_both_sides_and_the_lookup_knows_nothing()
    {
        MakeData(recordists: 2);
        var (code, _, _) = await RunAsync(
            "benchmark", "--data", _temp.File("tones"), "--rule", "recordist", "--folds", "2", "--out", _temp.File("figures.json"));
        Assert.Equal(ExitCodes.Ok, code);
        using var figures = JsonDocument.Parse(
            await File.ReadAllTextAsync(_temp.File("figures.json"), TestContext.Current.CancellationToken));
        foreach (var fold in figures.RootElement.GetProperty("results").EnumerateArray())
        {
            Assert.Equal((9, 0), (fold.GetProperty("test").GetInt32(), fold.GetProperty("testSharingSpeciesRecordist").GetInt32()));
            // All nine of the other recordist are looked up as what comes first in training: three of them are.
            Assert.Equal(3, fold.GetProperty("lookupRight").GetInt32());
        }
    }

    [Fact]
    public async Task A_recording_that_cannot_be_read_is_told_and_the_rest_is_measured()
    {
        MakeData(recordists: 6);
        await File.WriteAllTextAsync(_temp.File("tones/Low-0.wav"), "no sound at all", TestContext.Current.CancellationToken);
        var (code, output, _) = await RunAsync("benchmark", "--data", _temp.File("tones"), "--folds", "2");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("Low-0.wav", output, StringComparison.Ordinal);
        Assert.Contains("17 recordings, 3 kinds", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_are_one_line_with_the_way_out()
    {
        MakeData(recordists: 0);
        string[] ask = ["benchmark", "--data", _temp.File("tones")];
        await ExpectAsync("there is no such folder", "benchmark", "--data", _temp.File("none"));
        await ExpectAsync("take --rule recording", [.. ask, "--rule", "recordist"]);
        await ExpectAsync("fewer by --folds", [.. ask, "--folds", "19"]);
        await ExpectAsync("end in .json", [.. ask, "--out", _temp.File("figures")]);
        await ExpectAsync("name a file", [.. ask, "--out", _temp.Path]);
        await ExpectAsync("there is no such folder; make it", [.. ask, "--out", _temp.File("none/figures.json")]);
        File.WriteAllText(
            _temp.File("tones/recordings.csv"), "file,species,scientific,recordist,licence\nLow-0.wav,Low,L. l,,\nLow-1.wav,Low,L. l,,\n");
        await ExpectAsync("two species at least", ask);
    }

    [Theory]
    [InlineData("--folds is '1'", "--folds", "1")]
    [InlineData("--at-least is '1'", "--at-least", "1")]
    [InlineData("--windows is 'many'", "--windows", "many")]
    [InlineData("--seed", "--seed", "-1")]
    [InlineData("'study'", "--rule", "study")]
    public async Task A_wrong_command_line_is_told(string text, params string[] arguments)
    {
        var (code, _, error) = await RunAsync(["benchmark", "--data", "x", .. arguments]);
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains(text, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_ends_it()
    {
        MakeData(recordists: 6);
        Assert.ThrowsAny<OperationCanceledException>(
            () => new BenchmarkRun(new BenchmarkRequest { Data = [_temp.File("tones")] }, new Quiet()).Run(new CancellationToken(canceled: true)));
    }

    private void MakeData(int recordists)
    {
        var list = "file,species,scientific,recordist,licence\n";
        foreach (var (name, hertz) in Birds)
        {
            for (var i = 0; i < Takes; i++)
            {
                WriteWhistle(_temp.File($"tones/{name}-{i}.wav"), hertz * (1 + (0.005 * i)), 1 + (0.1 * i));
                list += $"{name}-{i}.wav,{name} Whistler,Sibilus {name},{(recordists == 0 ? "" : $"R{i % recordists}")},CC0\n";
            }
        }

        File.WriteAllText(_temp.File("tones/recordings.csv"), list);
    }

    /// <summary>A tone in noise: naive Bayes gets nowhere with sounds that are the same in every take but for their pitch.</summary>
    private static void WriteWhistle(string path, double hertz, double seconds)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var random = new Random((int)hertz);
        using var writer = new WavWriter(path, Rate, isFloat: true);
        writer.Write(
            [.. Enumerable.Range(0, (int)(seconds * Rate)).Select(n => (float)((0.2 * Math.Sin(2 * Math.PI * hertz * n / Rate)) + (0.05 * (random.NextDouble() - 0.5))))]);
    }

    private static async Task ExpectAsync(string text, params string[] args)
    {
        var (code, _, error) = await RunAsync(args);
        Assert.Contains(text, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.NoInput, code);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        CommandRun.RunAsync(new RootCommand { BenchmarkCommand.Create() }, args);

    private sealed class Quiet : IWorkMonitor
    {
        public void Warn(string message) => Assert.Fail(message);

        public void Step(string what, int done, int total)
        {
        }
    }
}
