using AvianVox.Audio.Native;
using AvianVox.Audio.Sources;

namespace AvianVox.Audio.Capture;

/// <summary>
/// A microphone, captured by PortAudio as mono 32-bit floats. A device that is lost is silent about it: its samples just stop coming;
/// so samples that do not come in time are a fault. To go on after one, make a new source: opening it looks for devices anew, unless
/// another microphone is open meanwhile.
/// </summary>
public sealed class MicrophoneSource : IAudioSource
{
    /// <summary>How often the watchdog looks.</summary>
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>How long stopping waits for PortAudio; a stream that hangs longer is closed in the background, if ever.</summary>
    private static readonly TimeSpan CloseBound = TimeSpan.FromSeconds(2);

    private readonly MicrophoneOptions _options;
    private readonly TimeProvider _time;
    private readonly SourceLife _life;
    private readonly string _name;
    private CaptureStream? _stream;

    /// <summary>Describes the source; opens nothing yet.</summary>
    /// <param name="options">Which device, and how.</param>
    /// <param name="time">Clock of the time-outs.</param>
    public MicrophoneSource(MicrophoneOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Channel);
        _options = options;
        _time = time;
        _name = AudioDevices.Describe(options.Device);
        _life = new SourceLife(_name);
    }

    /// <inheritdoc />
    public async ValueTask<SourceFormat> OpenAsync(CancellationToken cancellation)
    {
        _life.Open();
        NativeLibraries.PortAudio.Load();
        _stream = await PortAudioCalls.RunAsync(
            () => CaptureStream.Open(_options.Device, _options.SampleRate, _options.Channel, _options.IsPrompt),
            late => late.Close(),
            _options.FirstBlockTimeout,
            _time,
            cancellation).ConfigureAwait(false);
        var channel = _options.Channel == 0 ? "mono" : FormattableString.Invariant($"channel {_options.Channel}");
        var description = $"microphone {_stream.Name}: {_stream.SampleRate:N0} Hz, {channel}";
        return new SourceFormat(_stream.SampleRate, IsLive: true, Start: null, Length: null, description);
    }

    /// <inheritdoc />
    public async Task RunAsync(ISampleSink sink, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sink);
        _life.Run();
        var stream = _stream!;
        if (cancellation.IsCancellationRequested)
        {
            return;
        }

        stream.Callback.Start(sink);
        try
        {
            await PortAudioCalls.RunAsync(
                () =>
                {
                    PortAudioCalls.Check(PortAudio.StartStream(stream.Handle), $"{_name} cannot be started");
                    return true;
                },
                _ => { },
                _options.FirstBlockTimeout,
                _time,
                cancellation).ConfigureAwait(false);
            await WatchAsync(stream.Callback, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopping early is no fault.
        }
        finally
        {
            stream.Callback.Stop();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_life.Dispose() || _stream is not { } stream)
        {
            return;
        }

        stream.Callback.Stop();
        try
        {
            await PortAudioCalls.RunAsync(
                () =>
                {
                    stream.Close();
                    return true;
                },
                _ => { },
                CloseBound,
                _time,
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (AudioException)
        {
            // It hangs. Nothing is written any more, and whoever opens the next microphone is told that the sound system does not answer.
        }
    }

    /// <summary>Returns on cancellation, and throws when samples stop coming.</summary>
    private async Task WatchAsync(CaptureCallback callback, CancellationToken cancellation)
    {
        var seen = 0L;
        var since = _time.GetTimestamp();
        while (true)
        {
            await Task.Delay(WatchInterval, _time, cancellation).ConfigureAwait(false);
            var blocks = callback.Blocks;
            if (blocks != seen)
            {
                seen = blocks;
                since = _time.GetTimestamp();
                continue;
            }

            var limit = seen == 0 ? _options.FirstBlockTimeout : _options.NoBlockTimeout;
            if (_time.GetElapsedTime(since) >= limit)
            {
                throw new AudioException(seen == 0
                    ? $"{_name} was opened but has given no samples within {limit.TotalSeconds:0.#} s. Is it muted by the sound server, "
                        + $"or used by another program?"
                    : $"{_name} was lost: no samples have come for {limit.TotalSeconds:0.#} s. Was it unplugged, or did the sound server "
                        + $"stop?");
            }
        }
    }
}
