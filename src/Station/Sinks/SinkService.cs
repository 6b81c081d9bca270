using AvianVox.Station.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Sinks;

/// <summary>Runs all sinks beside each other, keeps the log within its bound, and writes health into it where a sink keeps that.</summary>
/// <param name="runners">One for each sink.</param>
/// <param name="journal">What is delivered.</param>
/// <param name="rule">What of the log is kept.</param>
/// <param name="health">Writes the health message; null where nobody tells.</param>
/// <param name="time">Paces it.</param>
/// <param name="logger">Hears of what was dropped.</param>
internal sealed class SinkService(
    IReadOnlyList<SinkRunner> runners,
    IJournal journal,
    PruneRule rule,
    Func<string>? health,
    TimeProvider time,
    ILogger logger) : BackgroundService, IAsyncDisposable
{
    /// <summary>Between two looks at the log's length, and two entries of health.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(runners.Select(runner => runner.RunAsync(stoppingToken)).Append(KeepHouseAsync(stoppingToken)));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var runner in runners)
        {
            await runner.Sink.DisposeAsync().ConfigureAwait(false);
        }

        Dispose();
    }

    private async Task KeepHouseAsync(CancellationToken stop)
    {
        var keepsHealth = health is not null && runners.Any(runner => runner.Sink.Kinds.Contains(JournalKind.Health));
        try
        {
            while (true)
            {
                if (keepsHealth)
                {
                    journal.AppendHealth(health!());
                }

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
