using AvianVox.Monitor.Doctor;
using AvianVox.Station.Journal;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Monitor.Tests.Doctor;

public sealed class JournalCheckTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sinks_that_are_behind_lose_or_refuse_are_told_and_those_that_are_not_set_are_not()
    {
        await using (var journal = Open())
        {
            for (var i = 0; i < 6_000; i++)
            {
                journal.Append(Samples.Gap(i));
            }

            await journal.FlushAsync(Cancel);
            journal.Advance("mqtt", 5_999);
            journal.Advance("influx", 10);
            journal.SetAside("mqtt", journal.Read(0, 1)[0], "too long", Samples.Dawn);
            journal.Advance("exec", 1);
            await journal.PruneAsync(new PruneRule(["mqtt", "influx"], 100, 5_800), Cancel);
        }

        var findings = await LookAsync();
        Assert.Contains(findings, finding => finding is { Verdict: Verdict.Ok } && finding.Text.Contains("sound", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding is { Verdict: Verdict.Warning } && finding.Text == "influx is far behind: 5800 entries wait for it");
        Assert.Contains(findings, finding => finding is { Verdict: Verdict.Warning } && finding.Text.StartsWith("influx has lost 190 entries", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding is { Verdict: Verdict.Warning } && finding.Text == "mqtt would not take 1 entries");
        Assert.DoesNotContain(findings, finding => finding.Text.Contains("exec", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lock_of_another_program_is_told()
    {
        await using (Open())
        {
        }

        using var other = JournalFiles.Connect(_folder.File("journal.db"), SqliteOpenMode.ReadWrite);
        JournalFiles.Execute(other, "BEGIN EXCLUSIVE");
        var finding = Assert.Single(await LookAsync());
        Assert.Equal(Verdict.Fault, finding.Verdict);
        Assert.Contains("held by another program", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_page_and_a_journal_set_aside_are_told_with_the_way_out()
    {
        await using (var journal = Open())
        {
            for (var i = 0; i < 400; i++)
            {
                journal.Append(JournalKind.Event, Samples.Detection(i));
            }
        }

        using (var file = new FileStream(_folder.File("journal.db"), FileMode.Open))
        {
            file.Position = 30 * 4096;
            file.Write(new byte[4096]);
        }

        Assert.Contains(await LookAsync(), IsDamage);
        await using (var journal = Open())
        {
            await Eventually.TrueAsync(() => journal.Progress.Damage is not null, TimeSpan.FromSeconds(30), () => "the damage is not found");
        }

        Assert.Contains(await LookAsync(), finding => IsDamage(finding) && finding.Text.Contains("set aside", StringComparison.Ordinal));

        static bool IsDamage(Finding finding) =>
            finding.Verdict == Verdict.Fault && finding.Fix?.Contains("avianvox journal repair", StringComparison.Ordinal) == true;
    }

    private Task<IReadOnlyList<Finding>> LookAsync() =>
        new JournalCheck(_folder.Path, ["mqtt", "influx"], TimeZoneInfo.Utc, TimeProvider.System).RunAsync(Cancel);

    private SqliteJournal Open() => SqliteJournal.Open(_folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance);
}
