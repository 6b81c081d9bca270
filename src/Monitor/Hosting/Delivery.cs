using AvianVox.Station.Journal;
using Microsoft.Extensions.Logging;

namespace AvianVox.Monitor.Hosting;

/// <summary>Sees to it that what recordings gave is out before the station ends by itself.</summary>
/// <param name="journal">What is to be delivered.</param>
/// <param name="sinks">Names of the sinks that must have delivered it.</param>
/// <param name="time">The station's time.</param>
/// <param name="log">Told what did not get out.</param>
internal sealed class Delivery(IJournalLog journal, IReadOnlyList<string> sinks, TimeProvider time, ILogger<Delivery> log)
{
    /// <summary>How long a sink may take after the last sample was classified.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Between two looks at the sinks' cursors.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Completes when everything that was heard is committed, whoever has it by then.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public Task CommitAsync(CancellationToken cancellation) => journal.FlushAsync(cancellation);

    /// <summary>Waits until every sink has delivered everything, or until <see cref="Limit"/> has passed.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        await CommitAsync(cancellation);
        var start = time.GetTimestamp();
        foreach (var sink in sinks)
        {
            while (journal.Read(journal.Cursor(sink), 1).Count > 0)
            {
                if (time.GetElapsedTime(start) > Limit)
                {
                    log.LogWarning("{Sink} has not taken everything within {Limit:0} s; the rest stays in the journal and goes out when the station next runs", sink, Limit.TotalSeconds);
                    break;
                }

                await Task.Delay(Interval, time, cancellation);
            }
        }
    }
}
