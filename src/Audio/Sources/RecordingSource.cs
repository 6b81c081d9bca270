using AvianVox.Audio.Files;

namespace AvianVox.Audio.Sources;

/// <summary>
/// A recording as a source, its channels mixed by their mean, or one of them. Starts at the time given, else the one its header tells, else the one its
/// name tells (<see cref="RecordingTime"/>), else at none.
/// </summary>
public sealed class RecordingSource : IAudioSource
{
    /// <summary>Blocks a second at real pace; at full pace a block is as long.</summary>
    private const int BlocksPerSecond = 20;

    private readonly string _path;
    private readonly RecordingPace _pace;
    private readonly DateTimeOffset? _startTime;
    private readonly int _channel;
    private readonly TimeProvider _time;
    private readonly SourceLife _life;
    private IAudioReader? _reader;

    /// <summary>Describes the source; opens nothing yet.</summary>
    /// <param name="path">Path of the recording.</param>
    /// <param name="pace">How fast it is given to the reader.</param>
    /// <param name="startTime">When its first sample was recorded; null takes what header or name tell.</param>
    /// <param name="time">Clock of the real pace.</param>
    /// <param name="channel">The one channel that is heard, from 1; 0 mixes all.</param>
    public RecordingSource(string path, RecordingPace pace, DateTimeOffset? startTime, TimeProvider time, int channel = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(time);
        _path = path;
        _pace = pace;
        _startTime = startTime;
        _channel = channel;
        _time = time;
        _life = new SourceLife(path);
    }

    /// <inheritdoc />
    public ValueTask<SourceFormat> OpenAsync(CancellationToken cancellation)
    {
        _life.Open();
        cancellation.ThrowIfCancellationRequested();
        _reader = AudioFile.Open(_path);
        if (_channel > _reader.Channels)
        {
            throw new AudioException(FormattableString.Invariant($"{_path} has {_reader.Channels} channel(s); there is no channel {_channel}. Set the source's channel to 0 for the mix of all, or to one that is there."));
        }

        var channels = _reader.Channels switch { 1 => "mono", 2 => "stereo", var n => $"{n} channels" };
        return ValueTask.FromResult(new SourceFormat(
            _reader.SampleRate,
            IsLive: false,
            _startTime ?? _reader.RecordedAt,
            _reader.Frames,
            $"{Path.GetFileName(_path)}: {_reader.Encoding}, {_reader.SampleRate:N0} Hz, {channels}"));
    }

    /// <inheritdoc />
    public async Task RunAsync(ISampleSink sink, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sink);
        _life.Run();
        var reader = _reader!;
        var begin = _time.GetTimestamp();
        var block = new float[Math.Max(1, reader.SampleRate / BlocksPerSecond) * reader.Channels];
        var written = 0L;
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                // Off the caller's thread: reading is synchronous, and the caller may have other things to start.
                var frames = await Task.Run(() => reader.Read(block), CancellationToken.None).ConfigureAwait(false);
                if (frames == 0)
                {
                    return;
                }

                // First of all: it wakes the reader, for whom the block before is there.
                await sink.WaitForSpaceAsync(frames, cancellation).ConfigureAwait(false);
                if (_pace == RecordingPace.Real)
                {
                    // A block is heard when its last sample has sounded, as from a microphone.
                    var due = TimeSpan.FromSeconds((double)(written + frames) / reader.SampleRate);
                    var early = due - _time.GetElapsedTime(begin);
                    if (early > TimeSpan.Zero)
                    {
                        await Task.Delay(early, _time, cancellation).ConfigureAwait(false);
                    }
                }

                sink.Write(Mono(block.AsSpan(0, frames * reader.Channels), reader.Channels));
                written += frames;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopping early is no fault.
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        if (_life.Dispose())
        {
            _reader?.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private Span<float> Mono(Span<float> frames, int channels)
    {
        if (_channel == 0)
        {
            return ChannelMix.ToMono(frames, channels);
        }

        ChannelMix.Pick(frames, channels, _channel, frames);
        return frames[..(frames.Length / channels)];
    }
}
