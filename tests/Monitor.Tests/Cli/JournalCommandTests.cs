using System.CommandLine;
using AvianVox.Listening.Programs;
using AvianVox.Monitor.Cli;
using AvianVox.Station.Journal;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Monitor.Tests.Cli;

public sealed class JournalCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Database => _folder.File("journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sound_journal_is_called_so_also_while_a_station_writes()
    {
        await using var journal = Open();
        journal.Append(JournalKind.Event, Samples.Detection());
        await journal.FlushAsync(TestContext.Current.CancellationToken);
        var (code, output, _) = await RunAsync("check");
        Assert.Equal((ExitCodes.Ok, $"{Database}: sound\n"), (code, output.ReplaceLineEndings("\n")));

        var (repaired, _, error) = await RunAsync("repair");
        Assert.Equal(ExitCodes.InputOutput, repaired);
        Assert.Contains("Another station writes", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_is_told_with_the_way_out_and_mended_with_counts()
    {
        await using (var journal = Open())
        {
            for (var i = 0; i < 400; i++)
            {
                journal.Append(JournalKind.Event, Samples.Detection(i));
            }
        }

        // Somewhere behind the tables' first pages.
        using (var file = new FileStream(Database, FileMode.Open))
        {
            file.Position = 30 * 4096;
            file.Write(new byte[4096]);
        }

        var (code, output, _) = await RunAsync("check");
        Assert.Equal(ExitCodes.Faulty, code);
        Assert.Contains("avianvox journal repair", output, StringComparison.Ordinal);

        var (repaired, report, error) = await RunAsync("repair");
        Assert.Equal((ExitCodes.Ok, ""), (repaired, error));
        Assert.Contains("detections", report, StringComparison.Ordinal);
        Assert.Contains("It is kept as", report, StringComparison.Ordinal);
        Assert.Contains("is whole again", report, StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Ok, (await RunAsync("check")).Code);
        Assert.Contains("nothing to repair", (await RunAsync("repair")).Output, StringComparison.Ordinal);
        using var reader = JournalReader.Open(_folder.Path);
        Assert.InRange(reader.Detections(new DetectionQuery()).Count(), 370, 400);
    }

    [Fact]
    public async Task Where_there_is_no_journal_it_says_so()
    {
        Assert.Equal(ExitCodes.InputOutput, (await RunAsync("check")).Code);
        Assert.False(File.Exists(Database));
    }

    private SqliteJournal Open() => SqliteJournal.Open(_folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance);

    private async Task<(int Code, string Output, string Error)> RunAsync(string command)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var code = await JournalCommand.Create().Parse([command, "--data", _folder.Path])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
