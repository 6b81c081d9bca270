using Microsoft.Extensions.Hosting;

namespace AvianVox.Station.Sinks;

/// <summary>Runs all sinks beside each other, and what keeps the log for them.</summary>
/// <param name="runners">One for each sink.</param>
/// <param name="keeper">Keeps the log within its bound.</param>
internal sealed class SinkService(IReadOnlyList<SinkRunner> runners, LogKeeper keeper) : BackgroundService, IAsyncDisposable
{
    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(runners.Select(runner => runner.RunAsync(stoppingToken)).Append(keeper.RunAsync(stoppingToken)));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var runner in runners)
        {
            await runner.Sink.DisposeAsync().ConfigureAwait(false);
        }

        Dispose();
    }
}
