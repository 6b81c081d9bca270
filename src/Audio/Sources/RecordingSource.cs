using System.Globalization;
using AvianVox.Audio.Files;
using AvianVox.Audio.Times;

namespace AvianVox.Audio.Sources;

/// <summary>
/// A recording as a source. Starts at the time given, else the one that header and name tell (<see cref="RecordingStart"/>), else at none.
/// </summary>
/// <remarks>
/// A file system may keep a call waiting for ever (a mount whose server is gone). Opening and reading can be given up all the same: the
/// call is
/// then left alone, and what it brings is thrown away when it returns.
/// </remarks>
public sealed class RecordingSource : IAudioSource
{
    /// <summary>Blocks a second at real pace; at full pace a block is as long.</summary>
    private const int BlocksPerSecond = 20;

    private readonly RecordingOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<string>? _tell;
    private readonly SourceLife _life;
    private IAudioReader? _reader;

    /// <summary>The last call that reads; disposal waits for its end, elsewhere.</summary>
    private Task _reading = Task.CompletedTask;

    private int _told;

    /// <summary>Describes the source; opens nothing yet.</summary>
    /// <param name="options">Which recording, and how.</param>
    /// <param name="time">Clock of the real pace.</param>
    /// <param name="tell">Hears, in sentences for people, what of the file was repaired, left out or doubted; null for nobody.</param>
    public RecordingSource(RecordingOptions options, TimeProvider time, Action<string>? tell = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentException.ThrowIfNullOrEmpty(options.Path);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Channel);
        _options = options;
        _time = time;
        _tell = tell;
        _life = new SourceLife(options.Path);
    }

    /// <inheritdoc />
    public async ValueTask<SourceFormat> OpenAsync(CancellationToken cancellation)
    {
        _life.Open();
        cancellation.ThrowIfCancellationRequested();
        var opening = Task.Run(() => AudioFile.Open(_options.Path), CancellationToken.None);
        try
        {
            _reader = await opening.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = opening.ContinueWith(
                late => late.Result.Dispose(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion,
                TaskScheduler.Default);
            throw;
        }

        if (_options.Channel > _reader.Channels)
        {
            throw new AudioException(string.Create(
                CultureInfo.InvariantCulture,
                $"{_options.Path} has {_reader.Channels} channel(s); there is no channel {_options.Channel}. "
                + $"Set the source's channel to 0 for the mix of all, or to one that is there."));
        }

        TellNotes();
        var channels = _reader.Channels switch { 1 => "mono", 2 => "stereo", var n => $"{n} channels" };
        return new SourceFormat(
            _reader.SampleRate,
            IsLive: false,
            Start(_reader),
            _reader.Frames,
            $"{Path.GetFileName(_options.Path)}: {_reader.Encoding}, {_reader.SampleRate:N0} Hz, {channels}");
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
                var reading = Task.Run(() => reader.Read(block), CancellationToken.None);
                _reading = reading;
                var frames = await reading.WaitAsync(cancellation).ConfigureAwait(false);
                if (frames == 0)
                {
                    TellNotes();
                    return;
                }

                // First of all: it wakes the reader, for whom the block before is there.
                await sink.WaitForSpaceAsync(frames, cancellation).ConfigureAwait(false);
                if (_options.Pace == RecordingPace.Real)
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
        catch (AudioException)
        {
            TellNotes();
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        if (_life.Dispose() && _reader is { } reader)
        {
            if (_reading.IsCompleted)
            {
                reader.Dispose();
            }
            else
            {
                // Not under a call that is left alone; where that never returns, the process's end closes the file.
                _ = _reading.ContinueWith(
                    _ => reader.Dispose(),
                    CancellationToken.None,
                    TaskContinuationOptions.None,
                    TaskScheduler.Default);
            }
        }

        return ValueTask.CompletedTask;
    }

    private RecordingStart Start(IAudioReader reader)
    {
        if (_options.StartTime is { } given)
        {
            return RecordingStart.Given(given, "as configured");
        }

        var told = FileNameTime.Read(_options.Path) is { } name ? [.. reader.Times, name] : reader.Times;
        var start = RecordingStart.Choose(told, _options.RecorderZone);
        foreach (var warning in start.Warnings)
        {
            _tell?.Invoke($"{Path.GetFileName(_options.Path)}: {warning}");
        }

        return start;
    }

    private void TellNotes()
    {
        foreach (var note in _reader!.Notes.Skip(_told))
        {
            _tell?.Invoke($"{Path.GetFileName(_options.Path)}: {note}.");
            _told++;
        }
    }

    private Span<float> Mono(Span<float> frames, int channels)
    {
        if (_options.Channel == 0)
        {
            return ChannelMix.ToMono(frames, channels);
        }

        ChannelMix.Pick(frames, channels, _options.Channel, frames);
        return frames[..(frames.Length / channels)];
    }
}
