using System.CommandLine;
using System.Text.Json;
using AvianVox.TestSupport;
using AvianVox.Training.Cli;
using AvianVox.Training.Tests.Cli;

namespace AvianVox.Training.Tests.Evaluation;

/// <summary>The whole way with the model that ships, on tones that are given out for two of its birds.</summary>
public sealed class EvaluateCommandTests : IDisposable
{
    private static readonly string Model = Path.Combine(ProjectRoot.Path, "models", "british-birds");

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Writes_a_report_whose_figures_agree_with_one_another()
    {
        MakeData();
        var (code, output, error) = await RunAsync("--out", _temp.File("report"), "--crop-seeds", "3", "--gains", "-20", "20");
        Assert.Equal(("", ExitCodes.Ok), (error, code));
        Assert.Contains("Report: ", output, StringComparison.Ordinal);
        Assert.Contains("1 recordings are of what british-birds has no label for (Nobody); left out", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(
            await File.ReadAllTextAsync(_temp.File("report/report.json"), TestContext.Current.CancellationToken));
        var root = json.RootElement;
        var (windows, recordings) = (root.GetProperty("windows"), root.GetProperty("recordings"));
        Assert.Equal(4, recordings.GetProperty("accuracy").GetProperty("count").GetInt32());

        // 8 s: windows at 0, 64, 128 and 192 frames; 4 s: one, and no second fits.
        Assert.Equal(13, windows.GetProperty("accuracy").GetProperty("count").GetInt32());
        foreach (var set in (JsonElement[])[windows, recordings])
        {
            var count = set.GetProperty("accuracy").GetProperty("count").GetInt32();
            Assert.Equal(count, set.GetProperty("classes").EnumerateArray().Sum(c => c.GetProperty("support").GetInt32()));
            Assert.Equal(count, set.GetProperty("confusion").EnumerateArray().Sum(c => c.GetProperty("count").GetInt32()));
            Assert.Equal(count, set.GetProperty("calibration").EnumerateArray().Sum(c => c.GetProperty("count").GetInt32()));
        }

        Assert.Equal(3, root.GetProperty("randomCrop").GetProperty("values").GetArrayLength());
        Assert.Equal(2, root.GetProperty("gain").GetProperty("unchanged").GetArrayLength());
        Assert.Equal(13, root.GetProperty("gain").GetProperty("windows").GetInt32());
        var page = await File.ReadAllTextAsync(_temp.File("report/report.html"), TestContext.Current.CancellationToken);

        // Two confusion matrices, calibration, two of duration, gain.
        Assert.Equal(6, page.Split("<img ").Length - 1);
    }

    [Fact]
    public async Task Nothing_is_judged_that_was_not_asked_for_and_no_report_replaced_unasked()
    {
        MakeData();
        var (code, output, _) = await RunAsync("--out", _temp.File("report"), "--crop-seeds", "0", "--gains", "0");
        Assert.Equal(ExitCodes.Ok, code);
        Assert.DoesNotContain("Gain of", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(
            await File.ReadAllTextAsync(_temp.File("report/report.json"), TestContext.Current.CancellationToken));
        Assert.Equal(
            (JsonValueKind.Null, JsonValueKind.Null),
            (json.RootElement.GetProperty("gain").ValueKind, json.RootElement.GetProperty("randomCrop").ValueKind));
        string[] line = ["evaluate", "--model", Model, "--data", _temp.File("birds")];
        await CommandRun.ExpectFaultAsync(
            [EvaluateCommand.Create()], ExitCodes.NoInput, "--replace", [.. line, "--out", _temp.File("report")]);
        await CommandRun.ExpectFaultAsync(
            [EvaluateCommand.Create()],
            ExitCodes.NoInput,
            "there is no such folder",
            "evaluate",
            "--model",
            Model,
            "--data",
            _temp.File("none"));
    }

    [Fact]
    public async Task Numbers_out_of_range_are_told()
    {
        var (code, _, error) = await RunAsync("--gains", "500");
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("--gains is '500'; give -120 to 120", error, StringComparison.Ordinal);
        (code, _, error) = await RunAsync("--threshold", "2");
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("--threshold is '2'", error, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        CommandRun.RunAsync(
            new RootCommand { EvaluateCommand.Create() }, ["evaluate", "--model", Model, "--data", _temp.File("birds"), .. args]);

    private void MakeData()
    {
        Tones.Write(_temp.File("birds/a.wav"), 8, 700);
        Tones.Write(_temp.File("birds/b.wav"), 4, 2_700);
        Tones.Write(_temp.File("birds/c.wav"), 8, 3_500);
        Tones.Write(_temp.File("birds/d.wav"), 0.5, 3_000);
        Tones.Write(_temp.File("birds/e.wav"), 0.5, 3_000);
        File.WriteAllText(
            _temp.File("birds/recordings.csv"),
            "file,species,scientific,recordist,licence\na.wav,Robin,Erithacus rubecula,A. Nna,CC0\nb.wav,Robin,Erithacus rubecula,B. " +
            "Ert,CC0\nc.wav,Wren,Troglodytes troglodytes,A. Nna,CC0\nd.wav,Wren,Troglodytes troglodytes,A. " +
            "Nna,CC0\ne.wav,Nobody,Nemo nullus,A. Nna,CC0\n");
    }
}
