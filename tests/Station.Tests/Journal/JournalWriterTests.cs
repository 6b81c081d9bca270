using AvianVox.Station.Journal;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Station.Tests.Journal;

public sealed class JournalWriterTests
{
    [Fact]
    public async Task A_fault_of_its_own_reaches_who_flushes_and_who_appends_next()
    {
        using var folder = new TempFolder();
        using var store = JournalStore.Open(folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance, isKnown: false);
        await using var writer = new JournalWriter(store, () => throw new InvalidOperationException("what cannot be"), TimeSpan.Zero, TimeProvider.System, NullLogger.Instance);

        var flushed = new TaskCompletionSource();
        writer.Queue(new JournalWork.Flush(flushed));

        var told = await Assert.ThrowsAsync<JournalException>(() => flushed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Contains("what cannot be", told.Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => writer.Queue(new JournalWork.Cursor("sink", 1)));
    }
}
