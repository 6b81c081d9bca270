using System.CommandLine;
using System.Text.RegularExpressions;
using AvianVox.Demo;
using AvianVox.Listening.Programs;
using AvianVox.Monitor.Cli;
using AvianVox.Station.Journal;
using AvianVox.TestSupport;

namespace AvianVox.Monitor.Tests.Demo;

public partial class DemoRunTests
{
    [Fact]
    public async Task In_a_minute_the_model_that_ships_names_most_of_the_birds_and_the_journal_holds_what_is_told()
    {
        using var folder = new TempFolder();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var model = Path.Combine(ProjectRoot.Path, "models", "british-birds");

        var code = await DemoCommand.Create().Parse(["--minutes", "1", "--pace", "max", "--model", model, "--data", folder.Path])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);

        var told = output.ToString();
        Assert.True(code == ExitCodes.Ok, $"{code}: {error}{told}");
        var named = int.Parse(NamedPattern().Match(told).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(named > SongBook.FirstCast.Count / 2, told);
        using var journal = JournalReader.Open(folder.Path);
        Assert.Equal(DetectedPattern().Count(told), journal.Detections(new DetectionQuery()).Count());
    }

    [GeneratedRegex("the station named ([0-9]+) of them")]
    private static partial Regex NamedPattern();

    [GeneratedRegex("  detected    ")]
    private static partial Regex DetectedPattern();
}
