using System.Globalization;
using AvianVox.Audio.Files;
using NAudio.Wave;

namespace AvianVox.Audio.Sources;

/// <summary>
/// Any capture device of NAudio as a source. As with every device, one that is lost may be silent about it, so that samples which do not
/// come
/// in time are a fault; to go on after one, make a new source.
/// </summary>
public sealed class WaveInSource : IAudioSource
{
    /// <summary>How often the watchdog looks.</summary>
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(250);

    private readonly WaveInOptions _options;
    private readonly TimeProvider _time;
    private readonly SourceLife _life;

    /// <summary>Held while a block is passed on, and while it is settled that none is passed on any more.</summary>
    private readonly Lock _gate = new();

    private IWaveIn? _device;
    private ISampleSink? _sink;
    private float[] _samples = [];
    private long _blocks;

    /// <summary>Describes the source; opens nothing yet.</summary>
    /// <param name="options">Which device, and how it is watched.</param>
    /// <param name="time">Clock of the time-outs.</param>
    public WaveInSource(WaveInOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Channel);
        _options = options;
        _time = time;
        _life = new SourceLife(options.Name);
    }

    /// <inheritdoc />
    public async ValueTask<SourceFormat> OpenAsync(CancellationToken cancellation)
    {
        _life.Open();
        cancellation.ThrowIfCancellationRequested();
        _device = await CreateAsync(cancellation).ConfigureAwait(false);
        var format = _device.WaveFormat;
        if (!SampleBytes.CanDecode(format))
        {
            throw new AudioException($"{_options.Name} gives samples of a kind that is not known here: {format}.");
        }

        AudioBounds.Require(format.Channels, format.SampleRate, _options.Name);
        if (_options.Channel > format.Channels)
        {
            throw new AudioException($"{_options.Name} has {format.Channels} channel(s); there is no channel {_options.Channel}.");
        }

        var channel = _options.Channel == 0 ? "mono" : string.Create(CultureInfo.InvariantCulture, $"channel {_options.Channel}");
        return new SourceFormat(format.SampleRate, IsLive: true, Start: null, Length: null,
            $"{_options.Name}: {format.SampleRate:N0} Hz, {channel}");
    }

    /// <inheritdoc />
    public async Task RunAsync(ISampleSink sink, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sink);
        _life.Run();
        if (cancellation.IsCancellationRequested)
        {
            return;
        }

        var device = _device!;
        var stopped = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnStopped(object? sender, StoppedEventArgs end) => stopped.TrySetResult(end.Exception);
        _sink = sink;
        device.DataAvailable += Take;
        device.RecordingStopped += OnStopped;
        try
        {
            await CallAsync(device.StartRecording, "cannot be started", cancellation).ConfigureAwait(false);
            await WatchAsync(stopped.Task, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopping early is no fault.
        }
        finally
        {
            lock (_gate)
            {
                _sink = null;
            }

            device.DataAvailable -= Take;
            device.RecordingStopped -= OnStopped;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        if (_life.Dispose() && _device is { } device)
        {
            // Elsewhere: a device that hangs must hold nobody up.
            _ = Task.Run(() => Close(device));
        }

        return ValueTask.CompletedTask;
    }

    private static void Close(IWaveIn device)
    {
        try
        {
            device.StopRecording();
        }
        catch (Exception)
        {
            // It is gone, and each device tells that in a way of its own.
        }
        finally
        {
            device.Dispose();
        }
    }

    private async Task<IWaveIn> CreateAsync(CancellationToken cancellation)
    {
        var creating = Task.Run(_options.Create, CancellationToken.None);
        try
        {
            return await creating.WaitAsync(_options.FirstBlockTimeout, _time, cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is OperationCanceledException or TimeoutException)
        {
            _ = creating.ContinueWith(
                late => Close(late.Result),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion,
                TaskScheduler.Default);
            throw fault is TimeoutException
                ? new AudioException($"{_options.Name} cannot be opened: the sound system does not answer.", fault) : fault;
        }
        catch (Exception fault) when (fault is not AudioException)
        {
            // What drivers throw has no common type.
            throw new AudioException($"{_options.Name} cannot be opened: {fault.Message}", fault);
        }
    }

    private async Task CallAsync(Action call, string failure, CancellationToken cancellation)
    {
        try
        {
            await Task.Run(call, CancellationToken.None).WaitAsync(_options.FirstBlockTimeout, _time, cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not (AudioException or OperationCanceledException))
        {
            throw new AudioException($"{_options.Name} {failure}: {fault.Message}", fault);
        }
    }

    /// <summary>Passes a block on. The device's thread; nothing is allocated once the first block has come.</summary>
    private void Take(object? sender, WaveInEventArgs block)
    {
        var format = _device!.WaveFormat;
        lock (_gate)
        {
            if (_sink is not { } sink)
            {
                return;
            }

            var frames = block.BytesRecorded / format.BlockAlign;
            var count = frames * format.Channels;
            if (_samples.Length < count)
            {
                _samples = new float[count];
            }

            var samples = _samples.AsSpan(0, count);
            SampleBytes.Decode(block.BufferSpan, format, samples);
            if (_options.Channel == 0)
            {
                samples = ChannelMix.ToMono(samples, format.Channels);
            }
            else
            {
                ChannelMix.Pick(samples, format.Channels, _options.Channel, samples);
                samples = samples[..frames];
            }

            sink.Write(samples);
            Volatile.Write(ref _blocks, _blocks + 1);
        }
    }

    /// <summary>Returns never but by cancellation; throws when samples stop coming, or the device says that it has stopped.</summary>
    private async Task WatchAsync(Task<Exception?> stopped, CancellationToken cancellation)
    {
        var seen = 0L;
        var since = _time.GetTimestamp();
        while (true)
        {
            await Task.WhenAny(stopped, Task.Delay(WatchInterval, _time, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            if (stopped.IsCompleted)
            {
                var fault = await stopped.ConfigureAwait(false);
                throw new AudioException($"{_options.Name} was lost: {fault?.Message ?? "it has stopped."}", fault);
            }

            var blocks = Volatile.Read(ref _blocks);
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
                    ? $"{_options.Name} was opened but has given no samples within {limit.TotalSeconds:0.#} s. Is it muted, or used by "
                        + $"another program?"
                    : $"{_options.Name} was lost: no samples have come for {limit.TotalSeconds:0.#} s. Was it unplugged?");
            }
        }
    }
}
