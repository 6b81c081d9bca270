using System.CommandLine;
using System.Text.Json;
using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.TestSupport;
using AvianVox.Training.Cli;
using AvianVox.Training.Tests.Cli;
using AvianVox.Training.Tests.Fetching;

namespace AvianVox.Training.Tests.Predicting;

/// <summary>With the model that ships: what it says of tones does not matter, only that every window is heard and told.</summary>
public sealed class PredictCommandTests : IDisposable
{
    private static readonly string Model = Path.Combine(ProjectRoot.Path, "models", "british-birds");

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task All_of_a_file_is_heard_and_the_mean_is_that_of_its_windows()
    {
        var file = Tones.Write(_temp.File("tone.wav"), 8, 2_000);
        var (code, output, error) = await RunAsync("--json", "--windows", "--top", "500", file);
        Assert.Equal(("", ExitCodes.Ok), (error, code));
        using var json = JsonDocument.Parse(output);
        var told = json.RootElement.GetProperty("files")[0];
        Assert.Equal((file, 8.0), (told.GetProperty("file").GetString(), told.GetProperty("seconds").GetDouble()));
        var windows = told.GetProperty("windows").EnumerateArray().ToList();

        // Windows of 2.995 s every 1.486 s from 0; the last reaches beyond the end, into the beginning again.
        Assert.Equal(
            [0, 1.486, 2.972, 4.458, 5.944], windows.Select(w => w.GetProperty("from").GetDouble()), (a, b) => Math.Abs(a - b) < 0.001);
        Assert.Equal(8, windows[^1].GetProperty("to").GetDouble(), 3);
        var labels = ModelLoader.Load(Model).Labels.Count;
        Assert.All(windows, w => Assert.Equal(1, Probabilities(w).Sum(p => p.Value), 3));
        foreach (var (code2, mean) in Probabilities(told))
        {
            var own = windows.Select(w => Probabilities(w)[code2]).ToList();
            Assert.InRange(mean, own.Average() - 2e-6, own.Average() + 2e-6);
        }

        Assert.Equal(labels, Probabilities(told).Count);
    }

    [Fact]
    public async Task A_short_file_is_repeated_as_in_training_and_has_one_window()
    {
        var (code, output, _) = await RunAsync("--csv", "--windows", "--top", "1", Tones.Write(_temp.File("short, one.wav"), 0.5, 2_000));
        Assert.Equal(ExitCodes.Ok, code);
        var rows = CsvText.Parse(output);
        Assert.Equal(3, rows.Count);
        Assert.Equal(rows[0].Fields.Length, rows[2].Fields.Length);
        Assert.Equal(
            (_temp.File("short, one.wav"), "0", "0.5", "1"), (rows[2].Fields[0], rows[2].Fields[1], rows[2].Fields[2], rows[2].Fields[3]));

        // One window is its own mean.
        Assert.Equal(rows[1].Fields[7], rows[2].Fields[7]);
    }

    [Fact]
    public async Task A_faulty_file_is_told_and_the_rest_goes_on()
    {
        var good = Tones.Write(_temp.File("good.wav"), 4, 2_000);
        await File.WriteAllTextAsync(_temp.File("bad.wav"), "no sound at all", TestContext.Current.CancellationToken);
        var (code, output, error) = await RunAsync(_temp.File("bad.wav"), _temp.File("none.wav"), good);
        Assert.Equal(ExitCodes.Incomplete, code);
        Assert.Contains($"{good}: 4.0 s, 2 windows", output, StringComparison.Ordinal);
        Assert.Contains("bad.wav", error, StringComparison.Ordinal);
        Assert.Contains("none.wav does not exist", error, StringComparison.Ordinal);
        (code, _, error) = await RunAsync(_temp.File("bad.wav"));
        Assert.Equal(ExitCodes.NoInput, code);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_sound_is_fetched_by_its_address_and_what_is_none_is_told()
    {
        var sound = await File.ReadAllBytesAsync(Tones.Write(_temp.File("tone.wav"), 4, 2_000), TestContext.Current.CancellationToken);
        using var server = new SoundServer(request => request.Path switch
        {
            "/tone" => ServerAnswer.Sound(sound),
            "/page" => ServerAnswer.Html(200),
            "/noise" => ServerAnswer.Sound("no sound at all"u8.ToArray()),
            _ => ServerAnswer.Html(404),
        });
        var (_, fromFile, _) = await RunAsync("--csv", _temp.File("tone.wav"));
        var (code, output, error) = await RunAsync(
            "--csv", $"{server.Address}tone", $"{server.Address}page", $"{server.Address}noise", $"{server.Address}none");
        Assert.Equal(ExitCodes.Incomplete, code);
        Assert.Equal(fromFile, output.Replace($"{server.Address}tone", _temp.File("tone.wav"), StringComparison.Ordinal));
        Assert.Contains("page: the server sent text/html in place of a sound", error, StringComparison.Ordinal);
        Assert.Contains($"{server.Address}noise", error, StringComparison.Ordinal);
        Assert.Contains("404", error, StringComparison.Ordinal);
        Assert.Equal(3, error.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task Faults_of_the_command_line_are_told()
    {
        await CommandRun.ExpectFaultAsync(
            [PredictCommand.Create()], ExitCodes.NoInput, "there is no such folder", "predict", "--model", _temp.File("none"), "x.wav");
        var (code, _, error) = await RunAsync("--json", "--csv", "x.wav");
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("one of the two", error, StringComparison.Ordinal);
        (code, _, error) = await RunAsync("x.wav", "");
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("name is empty", error, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        CommandRun.RunAsync(new RootCommand { PredictCommand.Create() }, ["predict", "--model", Model, .. args]);

    private static Dictionary<string, double> Probabilities(JsonElement told) =>
        told.GetProperty("best").EnumerateArray().ToDictionary(
            b => b.GetProperty("code").GetString()!, b => b.GetProperty("probability").GetDouble());
}
