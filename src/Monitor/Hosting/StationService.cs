using AvianVox.Audio;
using AvianVox.Listening.Programs;
using AvianVox.Station.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AvianVox.Monitor.Hosting;

/// <summary>
/// Runs the sources' pipelines: opens all sources before anything else of the station starts, and stops in order: sources,
/// then what they gave, then the journal. When all sources were recordings and have ended, it ends the station.
/// </summary>
internal sealed class StationService : IHostedLifecycleService, IAsyncDisposable
{
    /// <summary>How long stopped sources' samples may still be worked through; the rest of the five seconds is the publisher's.</summary>
    public static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long the journal may then take to commit; a full disk must not cost the broker the word that the station goes.
    /// </summary>
    public static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(1);

    private readonly SourceListeners _sources;
    private readonly StationEvents _events;
    private readonly Delivery _delivery;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    /// <summary>Stops the sources.</summary>
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Gives up what is under way.</summary>
    private readonly CancellationTokenSource _abort = new();

    /// <summary>True after a fault of our own.</summary>
    private volatile bool _isBroken;

    /// <summary>True after a recording or stream broke off.</summary>
    private volatile bool _lacksInput;

    /// <summary>All pipelines, and what follows when they have ended.</summary>
    private Task _running = Task.CompletedTask;

    /// <summary>Creates the service.</summary>
    /// <param name="sources">What is listened to; owned.</param>
    /// <param name="parts">What the pipelines write to, and what time it is.</param>
    /// <param name="delivery">Sees everything out once all sources have ended.</param>
    /// <param name="lifetime">Ends the station.</param>
    /// <param name="log">For people.</param>
    public StationService(
        SourceListeners sources,
        ListeningParts parts,
        Delivery delivery,
        IHostApplicationLifetime lifetime,
        ILogger<StationService> log)
    {
        _sources = sources;
        _events = parts.Events;
        _time = parts.Clock.Time;
        _delivery = delivery;
        _lifetime = lifetime;
        _log = log;
    }

    /// <summary>What the process tells whoever started it.</summary>
    public int ExitCode => _isBroken ? ExitCodes.Software : _lacksInput ? ExitCodes.NoInput : ExitCodes.Ok;

    /// <summary>Opens the sources.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StationException">One cannot be opened and is not waited for.</exception>
    public Task StartingAsync(CancellationToken cancellationToken) => _sources.OpenAsync(cancellationToken);

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _sources.TellModels();
        _running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Stops the sources, works through what they gave, and commits the journal.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var begin = _time.GetTimestamp();
        await _stop.CancelAsync();
        try
        {
            try
            {
                await _running.WaitAsync(DrainLimit, _time, cancellationToken);
            }
            catch (TimeoutException)
            {
                _log.LogWarning(
                    "What was heard last could not be worked through within {Limit:0.#} s and is given up",
                    DrainLimit.TotalSeconds);
                await _abort.CancelAsync();
                await _running.WaitAsync(cancellationToken);
            }

            var left = DrainLimit - _time.GetElapsedTime(begin);
            await _events.FlushAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _log.LogWarning("The station did not stop in time; a source does not let go");
            return;
        }

        try
        {
            await _delivery.CommitAsync(cancellationToken).WaitAsync(FlushLimit, _time, cancellationToken);
        }
        catch (Exception fault) when (fault is TimeoutException || (fault is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            _log.LogWarning("The journal did not commit what was heard last within {Limit:0.#} s; it may be lost", FlushLimit.TotalSeconds);
        }
    }

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _sources.DisposeAsync();
        _stop.Dispose();
        _abort.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await Task.WhenAll(_sources.All.Select(ListenAsync));
            if (!_stop.IsCancellationRequested)
            {
                await _events.FlushAsync(DetectionAssembler.Limit).WaitAsync(_stop.Token);
                await _delivery.WaitAsync(_stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped while waiting for the last delivery.
        }
        catch (Exception fault)
        {
            _isBroken = true;
            _log.LogCritical(fault, "The station broke: {Type}: {Fault}", fault.GetType().Name, fault.Message);
        }

        _lifetime.StopApplication();
    }

    private async Task ListenAsync(SourceListener source)
    {
        try
        {
            await source.RunAsync(_stop.Token, _abort.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped while waiting for its device.
        }
        catch (AudioException fault)
        {
            _log.LogError("{Source}: {Fault}", source.Name, fault.Message);
            _lacksInput = true;
        }
        catch (Exception fault)
        {
            // A fault of our own leaves the station deaf here, and other sources may run on for months. So it ends, and
            // whoever watches starts it again.
            _isBroken = true;
            _log.LogCritical(fault, "{Source}: the station broke: {Type}: {Fault}", source.Name, fault.GetType().Name, fault.Message);
            source.Status.Failed($"The station broke: {fault.Message}");
            _lifetime.StopApplication();
            await _stop.CancelAsync();
        }

        source.Summarise();
    }
}
