using AvianVox.Audio;
using AvianVox.Audio.Sources;
using Microsoft.Extensions.Logging;

namespace AvianVox.Monitor.Pipeline;

/// <summary>
/// Keeps one source running: opens it, runs it, and where it is a device that was lost, makes a new one and tries again
/// without end (<see cref="RetryDelay"/>). A recording that fails is not tried again: its owner is told.
/// </summary>
/// <param name="create">Makes a source that has not been opened.</param>
/// <param name="isDevice">True where losing it is no end.</param>
/// <param name="status">Told what happens.</param>
/// <param name="time">The station's time.</param>
/// <param name="log">Told what happens, for people.</param>
internal sealed class SourceCapture(Func<IAudioSource> create, bool isDevice, SourceStatus status, TimeProvider time, ILogger log) : IAsyncDisposable
{
    /// <summary>Waits between attempts.</summary>
    private readonly RetryDelay _delay = new();

    /// <summary>The open source, if any.</summary>
    private IAudioSource? _source;

    /// <summary>Opens the source for the first time.</summary>
    /// <param name="wait">True to wait for a device that is not there; false to fail.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What it is.</returns>
    /// <exception cref="AudioException">It cannot be opened.</exception>
    public async Task<SourceFormat> OpenAsync(bool wait, CancellationToken cancellation)
    {
        try
        {
            return await OpenOnceAsync(cancellation);
        }
        catch (AudioException fault) when (wait && isDevice)
        {
            log.LogWarning("{Source} is not there yet: {Fault} It is tried again until it is.", status.Name, fault.Message);
            status.StillLost(fault.Message);
            return await ReopenAsync(null, cancellation);
        }
    }

    /// <summary>Runs the source to its end, over all losses.</summary>
    /// <param name="sink">Receives its samples.</param>
    /// <param name="format">What it was when it was first opened; it must come back at the same rate.</param>
    /// <param name="stop">Stops it; the method then returns normally.</param>
    /// <exception cref="AudioException">It failed for good.</exception>
    public async Task RunAsync(CaptureSink sink, SourceFormat format, CancellationToken stop)
    {
        while (true)
        {
            var before = sink.Captured;
            try
            {
                await _source!.RunAsync(sink, stop);
                status.Ended();
                return;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                status.Ended();
                return;
            }
            catch (AudioException fault) when (isDevice && !stop.IsCancellationRequested)
            {
                if (sink.Captured > before)
                {
                    _delay.Reset();
                }

                sink.Lose();
                status.Lost(fault.Message);
                log.LogWarning("{Source} is lost: {Fault} It is tried again until it is back.", status.Name, fault.Message);
            }
            catch (AudioException fault)
            {
                status.Failed(fault.Message);
                throw;
            }

            try
            {
                await ReopenAsync(format, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                status.Ended();
                return;
            }

            log.LogInformation("{Source} is back: {Description}", status.Name, format.Description);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => CloseAsync();

    private async Task<SourceFormat> ReopenAsync(SourceFormat? before, CancellationToken cancellation)
    {
        while (true)
        {
            await CloseAsync();
            await Task.Delay(_delay.Next(), time, cancellation);
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
