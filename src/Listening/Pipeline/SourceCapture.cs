using AvianVox.Audio;
using AvianVox.Audio.Sources;
using AvianVox.Listening.Status;
using Microsoft.Extensions.Logging;

namespace AvianVox.Listening.Pipeline;

/// <summary>
/// Keeps one source running: opens it when its schedule says, runs it, and where it is a device or stream that was lost or is deaf, makes
/// a new one and tries again without end (<see cref="RetryDelay"/>). A recording that fails is not tried again: its owner is told.
/// </summary>
/// <param name="create">Makes a source that has not been opened.</param>
/// <param name="isDevice">True where losing it is no end.</param>
/// <param name="status">Told what happens.</param>
/// <param name="time">The station's time.</param>
/// <param name="log">Told what happens, for people.</param>
/// <param name="gate">When it is listened to; null for always.</param>
public sealed class SourceCapture(
    Func<IAudioSource> create,
    bool isDevice,
    SourceStatus status,
    TimeProvider time,
    ILogger log,
    IListeningGate? gate = null) : IAsyncDisposable
{
    /// <summary>How often a running source is looked at.</summary>
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(250);

    private readonly RetryDelay _delay = new();

    /// <summary>The open source, if any.</summary>
    private IAudioSource? _source;

    /// <summary>Opens the source for the first time.</summary>
    /// <param name="wait">True to wait for a device that is not there, and for its time; false to fail.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What it is.</returns>
    /// <exception cref="AudioException">It cannot be opened.</exception>
    public async Task<SourceFormat> OpenAsync(bool wait, CancellationToken cancellation)
    {
        if (wait)
        {
            await PauseAsync(cancellation);
        }

        try
        {
            return await OpenOnceAsync(cancellation);
        }
        catch (AudioException fault) when (wait && isDevice)
        {
            log.LogWarning("{Source} is not there yet: {Fault} It is tried again until it is.", status.Name, fault.Message);
            status.StillLost(fault.Message);
            return await ReopenAsync(null, null, cancellation);
        }
    }

    /// <summary>Runs the source to its end, over all losses and pauses.</summary>
    /// <param name="sink">Receives its samples.</param>
    /// <param name="format">What it was when it was first opened; it must come back at the same rate.</param>
    /// <param name="stop">Stops it; the method then returns normally.</param>
    /// <exception cref="AudioException">It failed for good.</exception>
    public async Task RunAsync(CaptureSink sink, SourceFormat format, CancellationToken stop)
    {
        try
        {
            while (await RunOnceAsync(sink, stop) is { } end)
            {
                if (end == GapCause.Paused)
                {
                    await CloseAsync();
                    await PauseAsync(stop);
                    if (await ResumeAsync(format, stop))
                    {
                        continue;
                    }

                    sink.Lose(GapCause.DeviceLost);
                }

                await ReopenAsync(format, sink, stop);
                log.LogInformation("{Source} is back: {Description}", status.Name, format.Description);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped while it was away.
        }

        status.Ended();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => CloseAsync();

    /// <summary>Runs the open source, and where it is to be opened again, tells the sink that it is gone.</summary>
    /// <returns>Why it is to be opened again; null where it has ended for good.</returns>
    private async Task<GapCause?> RunOnceAsync(CaptureSink sink, CancellationToken stop)
    {
        var before = sink.Captured;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watching = isDevice ? WatchAsync(sink, end) : Task.FromResult<GapCause?>(null);
        try
        {
            await _source!.RunAsync(sink, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Ended, by the watch or by whoever stops the station.
        }
        catch (AudioException fault) when (isDevice && !end.IsCancellationRequested)
        {
            if (sink.Captured > before)
            {
                _delay.Reset();
            }

            await end.CancelAsync();
            await watching;
            sink.Lose(GapCause.DeviceLost);
            if (status.Lost(fault.Message))
            {
                log.LogWarning("{Source} is lost: {Fault} It is tried again until it is back.", status.Name, fault.Message);
            }

            return GapCause.DeviceLost;
        }
        catch (AudioException fault) when (!end.IsCancellationRequested)
        {
            status.Failed(fault.Message);
            throw;
        }
        catch (AudioException)
        {
            // It broke while it was being ended anyway.
        }
        catch
        {
            await end.CancelAsync();
            await watching;
            throw;
        }

        await end.CancelAsync();
        if (await watching is not { } verdict || stop.IsCancellationRequested)
        {
            return null;
        }

        sink.Lose(verdict);
        return verdict;
    }

    /// <summary>
    /// Looks after a running device: ends it when its time is over, and when it has been deaf for so long that a new opening may help.
    /// </summary>
    /// <returns>Why it was ended; null where it was not.</returns>
    private async Task<GapCause?> WatchAsync(CaptureSink sink, CancellationTokenSource end)
    {
        var held = sink.Held;
        var heldSince = time.GetTimestamp();
        var wait = held is null ? TimeSpan.Zero : _delay.Next();
        if (held == GapCause.Silence)
        {
            // Opened again and not yet heard, however it was lost meanwhile.
            Tell(GapCause.Silence, 0);
        }

        try
        {
            while (true)
            {
                await Task.Delay(WatchInterval, time, end.Token);
                if (gate is { IsOpen: false })
                {
                    await end.CancelAsync();
                    return GapCause.Paused;
                }

                if (sink.Held is not { } cause)
                {
                    if (held is not null)
                    {
                        held = null;
                        _delay.Reset();
                        status.Recovered();
                    }

                    continue;
                }

                if (held is null)
                {
                    held = cause;
                    heldSince = time.GetTimestamp();
                    wait = _delay.Next();
                    Tell(cause, sink.WrongRate);
                }

                // A wrong rate does not right itself; silence may, and until the attempt the source goes on listening.
                if (cause == GapCause.WrongRate ? sink.WrongRate > 0 : time.GetElapsedTime(heldSince) >= wait)
                {
                    await end.CancelAsync();
                    return cause;
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Tell(GapCause cause, int wrongRate)
    {
        var isNews = cause == GapCause.Silence
            ? status.Silent(
                "It gives digital silence: the same value again and again. Is it muted, unplugged from its preamplifier, or broken?")
            : status.Lost(FormattableString.Invariant($"It gives {wrongRate:N0} samples a second, which is not the rate it was opened at. Set the source's sample rate to one that the device has."));
        if (isNews)
        {
            log.LogWarning("{Source}: {Fault} It is opened again until it gives sound.", status.Name, status.Snapshot().Fault);
        }
    }

    /// <summary>Waits until its time has come.</summary>
    private async Task PauseAsync(CancellationToken cancellation)
    {
        if (gate is not { IsOpen: false })
        {
            return;
        }

        status.Paused();
        log.LogInformation("{Source}: paused by its schedule until {Time:yyyy-MM-dd HH:mm}", status.Name, gate.LocalChange);
        await gate.WaitOpenAsync(cancellation);
    }

    /// <summary>Opens it after a pause.</summary>
    /// <returns>False where it is not there.</returns>
    private async Task<bool> ResumeAsync(SourceFormat before, CancellationToken cancellation)
    {
        try
        {
            return (await OpenOnceAsync(cancellation)).SampleRate == before.SampleRate;
        }
        catch (AudioException fault)
        {
            status.Lost(fault.Message);
            log.LogWarning(
                "{Source} is not there after its pause: {Fault} It is tried again until it is back.",
                status.Name,
                fault.Message);
            return false;
        }
    }

    private async Task<SourceFormat> ReopenAsync(SourceFormat? before, CaptureSink? sink, CancellationToken cancellation)
    {
        while (true)
        {
            await CloseAsync();
            // What is deaf has waited for this attempt while it still listened.
            await Task.Delay(sink?.Held == GapCause.Silence ? RetryDelay.First : _delay.Next(), time, cancellation);
            if (gate is { IsOpen: false })
            {
                sink?.Lose(GapCause.Paused);
                await PauseAsync(cancellation);
                sink?.Lose(GapCause.DeviceLost);
            }

            try
            {
                var format = await OpenOnceAsync(cancellation);
                if (before is null || format.SampleRate == before.SampleRate)
                {
                    return format;
                }

                status.StillLost($"It came back at {format.SampleRate} Hz; it was {before.SampleRate} Hz.");
            }
            catch (AudioException fault)
            {
                status.StillLost(fault.Message);
                log.LogDebug("{Source} is still away: {Fault}", status.Name, fault.Message);
            }
        }
    }

    private async Task<SourceFormat> OpenOnceAsync(CancellationToken cancellation)
    {
        _source = create();
        var format = await _source.OpenAsync(cancellation);
        status.Opened(format);
        return format;
    }

    private async ValueTask CloseAsync()
    {
        if (_source is { } source)
        {
            _source = null;
            await source.DisposeAsync();
        }
    }
}
