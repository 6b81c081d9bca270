using System.Globalization;
using AvianVox.Audio.Files;
using AvianVox.Audio.Programs;
using AvianVox.Audio.Sources;
using NAudio.Wave;

namespace AvianVox.Audio.Streams;

/// <summary>
/// A network stream (RTSP, HTTP, HLS, RTMP, SRT), fetched and decoded by an ffmpeg of its own. A stream that ends, dies or gives no samples
/// in time has failed; to go on, make a new source.
/// </summary>
public sealed class StreamSource : IAudioSource
{
    /// <summary>Samples of at most this part of a second are passed on at once.</summary>
    private const int BlocksPerSecond = 20;

    private readonly StreamOptions _options;
    private readonly TimeProvider _time;
    private readonly string _name;
    private readonly SourceLife _life;
    private readonly WaveFormat _format;
    private readonly float[] _samples;
    private readonly byte[] _bytes;
    private ChildProgram? _process;
    private int _held;
    private bool _isOpening;

    /// <summary>Describes the source; starts nothing yet.</summary>
    /// <param name="options">Which stream, and how.</param>
    /// <param name="time">Clock of the time-outs.</param>
    public StreamSource(StreamOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Channel);
        _options = options;
        _time = time;
        _name = $"Stream {StreamUrl.WithoutSecrets(options.Url)}";
        _life = new SourceLife(_name);
        _format = new WaveFormat(options.SampleRate, 16, 1);
        _samples = new float[Math.Max(1, options.SampleRate / BlocksPerSecond)];
        _bytes = new byte[_samples.Length * _format.BlockAlign];
    }

    /// <summary>Starts ffmpeg and waits for the first samples: an address that gives none is not open. They are kept for the run.</summary>
    /// <inheritdoc />
    public async ValueTask<SourceFormat> OpenAsync(CancellationToken cancellation)
    {
        _life.Open();
        cancellation.ThrowIfCancellationRequested();
        _process = Ffmpeg.Start(_options.Program, Arguments(_options), $"fetches {StreamUrl.WithoutSecrets(_options.Url)}", _time);
        _isOpening = true;
        var hasSamples = await ReadAsync(_process, _options.FirstBlockTimeout, cancellation).ConfigureAwait(false);
        _isOpening = false;
        if (!hasSamples)
        {
            throw new AudioException($"{_name} cannot be opened: {await ReasonAsync(_process).ConfigureAwait(false)}");
        }

        var channel = _options.Channel == 0 ? "mono" : FormattableString.Invariant($"channel {_options.Channel}");
        var description = FormattableString.Invariant(
            $"stream {StreamUrl.WithoutSecrets(_options.Url)}: {_options.SampleRate:N0} Hz, {channel}");
        return new SourceFormat(_options.SampleRate, IsLive: true, Start: null, Length: null, description);
    }

    /// <inheritdoc />
    public async Task RunAsync(ISampleSink sink, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sink);
        _life.Run();
        var process = _process!;
        var pace = new StreamPace(_options.SampleRate, _time);
        var size = _format.BlockAlign;
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                // A read may end within a sample; its bytes wait for the rest.
                var count = _held / size;
                SampleBytes.Decode(_bytes.AsSpan(0, count * size), _format, _samples.AsSpan(0, count));
                sink.Write(_samples.AsSpan(0, count));
                _bytes.AsSpan(count * size, _held - (count * size)).CopyTo(_bytes);
                _held -= count * size;
                if (pace.Take(count) is var wait && wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, _time, cancellation).ConfigureAwait(false);
                }

                if (!await ReadAsync(process, _options.NoBlockTimeout, cancellation).ConfigureAwait(false))
                {
                    throw new AudioException($"{_name} broke off: {await ReasonAsync(process).ConfigureAwait(false)}");
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopping early is no fault.
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_life.Dispose() && _process is { } process)
        {
            await process.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What ffmpeg is told.</summary>
    /// <param name="options">What to fetch.</param>
    internal static IEnumerable<string> Arguments(StreamOptions options)
    {
        // It gives up on a dead connection by itself too, should the station be gone and nobody be left to end it.
        var microseconds = ((long)options.FirstBlockTimeout.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
        string[] bounds = StreamUrl.SchemeOf(options.Url) switch
        {
            "rtsp" or "rtsps" => ["-rtsp_transport", "tcp", "-timeout", microseconds],
            "srt" => ["-timeout", microseconds],
            _ => ["-rw_timeout", microseconds],
        };
        string[] channel = options.Channel == 0
            ? ["-ac", "1"]
            : ["-af", string.Create(CultureInfo.InvariantCulture, $"pan=mono|c0=c{options.Channel - 1}")];
        return
        [
            .. bounds, "-i", options.Url,
            "-map", "0:a:0", .. channel,
            "-ar", options.SampleRate.ToString(CultureInfo.InvariantCulture), "-c:a", "pcm_s16le", "-f", "s16le", "-flush_packets", "1",
                "pipe:1",
        ];
    }

    /// <summary>Reads on behind the bytes that are held.</summary>
    /// <returns>False at the end.</returns>
    private async ValueTask<bool> ReadAsync(ChildProgram process, TimeSpan bound, CancellationToken cancellation)
    {
        try
        {
            // Left alone when it is given up, together with its buffer: the source is then at its end.
            var reading = process.Output.ReadAsync(_bytes.AsMemory(_held), cancellation).AsTask();
            var read = await reading.WaitAsync(bound, _time, cancellation).ConfigureAwait(false);
            _held += read;
            return read > 0;
        }
        catch (TimeoutException fault)
        {
            var complaint = Complaint(process);
            var hint = _isOpening ? " Does it carry sound? Cameras often come with theirs switched off." : "";
            var reason = complaint.Length == 0 ? hint : $" ffmpeg says: {complaint}.";
            throw new AudioException($"{_name} gives no samples: none have come for {bound.TotalSeconds:0.#} s.{reason}", fault);
        }
        catch (IOException fault)
        {
            throw new AudioException($"{_name} broke off: {fault.Message}", fault);
        }
    }

    private async Task<string> ReasonAsync(ChildProgram process)
    {
        await process.WaitAsync().ConfigureAwait(false);
        return Complaint(process) is { Length: > 0 } complaint ? $"ffmpeg says: {complaint}." : "it has ended.";
    }

    /// <summary>What ffmpeg complained of last, without secrets; empty for nothing.</summary>
    private string Complaint(ChildProgram process) => StreamUrl.Clean(process.Complaint, _options.Url);
}
