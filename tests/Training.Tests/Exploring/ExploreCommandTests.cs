using System.CommandLine;
using System.Text.Json;
using AvianVox.TestSupport;
using AvianVox.Training.Cli;
using AvianVox.Training.Tests.Cli;

namespace AvianVox.Training.Tests.Exploring;

public sealed class ExploreCommandTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Tells_what_there_is_and_what_was_left_out()
    {
        MakeData();
        var (code, output, error) = await RunAsync("explore", "--data", _temp.File("birds"), "--out", _temp.File("report"));
        Assert.Equal(("", ExitCodes.Ok), (error, code));
        Assert.Contains("4 recordings, 2 species or sounds, 0.1 minutes, 1 left out.", output, StringComparison.Ordinal);
        using var figures = JsonDocument.Parse(
            await File.ReadAllTextAsync(_temp.File("report/report.json"), TestContext.Current.CancellationToken));
        var root = figures.RootElement;
        var low = root.GetProperty("species").EnumerateArray().Single(s => s.GetProperty("name").GetString() == "Low");
        Assert.Equal((3, 1), (low.GetProperty("recordings").GetInt32(), low.GetProperty("recordists").GetInt32()));
        Assert.Equal(3, low.GetProperty("seconds").GetDouble(), 2);
        Assert.Equal(0.5, low.GetProperty("shortestSeconds").GetDouble(), 2);
        Assert.Contains("bad.wav", root.GetProperty("leftOut")[0].GetString(), StringComparison.Ordinal);

        // Frames with padded ends: 1 + floor(samples / 512) of 128 bands at 22,050 Hz.
        int[] samples = [11_025, 22_050, 33_075, 11_025];
        Assert.Equal(samples.Sum(s => 128L * (1 + (s / 512))), root.GetProperty("logMel").GetProperty("count").GetInt64());
        var page = await File.ReadAllTextAsync(_temp.File("report/report.html"), TestContext.Current.CancellationToken);
        Assert.Contains(
            "All recordings made by one person, so that the person cannot be told from the species: Low.", page, StringComparison.Ordinal);

        // Two charts of species, one of durations, two histograms, three pictures of each of two examples.
        Assert.Equal(11, page.Split("<img ").Length - 1);
    }

    [Fact]
    public async Task Faults_are_one_line_with_the_way_out()
    {
        MakeData();
        var root = Root();
        await CommandRun.ExpectFaultAsync(
            root, ExitCodes.NoInput, "there is no such folder", "explore", "--data", _temp.File("none"), "--out", _temp.File("report"));
        await CommandRun.ExpectFaultAsync(
            root,
            ExitCodes.NoInput,
            "holds other things than a report",
            "explore",
            "--data",
            _temp.File("birds"),
            "--out",
            _temp.File("birds"));
        Assert.False(Directory.Exists(_temp.File("report")));
    }

    private static RootCommand Root() => [ExploreCommand.Create()];

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => CommandRun.RunAsync(Root(), args);

    private void MakeData()
    {
        Tones.Write(_temp.File("birds/a.wav"), 0.5, 700);
        Tones.Write(_temp.File("birds/b.wav"), 1, 710);
        Tones.Write(_temp.File("birds/c.wav"), 1.5, 720);
        Tones.Write(_temp.File("birds/d.wav"), 0.5, 2_700);
        File.WriteAllText(_temp.File("birds/bad.wav"), "no sound");
        File.WriteAllText(
            _temp.File("birds/recordings.csv"),
            "file,species,scientific,recordist,licence\na.wav,Low,Vox gravis,A. Nna,CC0\nb.wav,Low,Vox gravis,A. " +
            "Nna,CC0\nc.wav,Low,Vox gravis,A. Nna,CC0\nd.wav,High,Vox alta,B. Ert,CC0\nbad.wav,High,Vox alta,B. Ert,CC0\n");
    }
}
