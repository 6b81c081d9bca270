using AvianVox.Station.Journal;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Sinks;

/// <summary>Keeps the log within its bound, and has health written into it where a sink keeps that.</summary>
/// <param name="journal">Shortened.</param>
/// <param name="rule">What of the log is kept.</param>
/// <param name="tell">Writes health into the log; null where no sink keeps it.</param>
/// <param name="time">Paces it.</param>
/// <param name="logger">Hears of what was dropped.</param>
internal sealed class LogKeeper(IJournalMaintenance journal, PruneRule rule, Action? tell, TimeProvider time, ILogger logger)
{
    /// <summary>Between two looks at the log's length, and two entries of health.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Works until the station stops.</summary>
    /// <param name="stop">The station stops.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                tell?.Invoke();
                await PruneAsync(stop).ConfigureAwait(false);
                await Task.Delay(Interval, time, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopping.
        }
        catch (ObjectDisposedException)
        {
            // The journal is closed or broken; its writer has told.
        }
    }

    private async Task PruneAsync(CancellationToken stop)
    {
        try
        {
            PruneResult result;
            do
            {
                result = await journal.PruneAsync(rule, stop).ConfigureAwait(false);
                foreach (var (sink, dropped) in result.Dropped)
                {
                    logger.LogError(
                        "Journal: {Sink} is more than {Most} entries behind; the oldest {Dropped} left the log and will not reach it (Sinks:KeepWaiting). The tables of detections and gaps still hold what they told",
                        sink, rule.KeepWaiting, dropped);
                }
            }
            while (result.Deleted > 0);
        }
        catch (JournalException error)
        {
            logger.LogWarning("Journal: the log was not shortened: {Fault}", error.Message);
        }
    }
}
