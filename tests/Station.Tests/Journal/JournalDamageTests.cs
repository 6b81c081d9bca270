using AvianVox.Station.Journal;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Station.Tests.Journal;

/// <summary>A damaged journal is told, and what is heard from then on is kept and delivered.</summary>
public sealed class JournalDamageTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_cannot_be_pruned_from_a_damaged_page_holds_up_nothing_that_is_heard()
    {
        var last = await FillAsync(600);
        JournalDamage.Overwrite(_folder.File("journal.db"), JournalDamage.FirstLeaf(_folder.File("journal.db"), "log"));
        await using var journal = SqliteJournal.Open(_folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance);
        _ = Assert.ThrowsAnyAsync<Exception>(() => journal.PruneAsync(new PruneRule([], 100, 1_000), Cancel));
        var heard = Samples.Detection(7_000);
        journal.Append(JournalKind.Detection, heard);
        await journal.WaitAsync(last, Cancel).WaitAsync(Bound, Cancel);
        Assert.Equal(heard.Id, journal.Read(last, 10)[^1].Id);
    }

    private async Task<long> FillAsync(int entries)
    {
        await using var journal = SqliteJournal.Open(_folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance);
        for (var i = 0; i < entries; i++)
        {
            journal.Append(JournalKind.Event, Samples.Detection(i));
        }

        await journal.FlushAsync(Cancel);
        return journal.LastSequence;
    }
}
