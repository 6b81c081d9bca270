using AvianVox.Audio.Files;
using NAudio.Wave;

namespace AvianVox.Audio.Sources;

/// <summary>
/// Raw mono samples from any stream, such as standard input behind ffmpeg. It waits for a reader that is behind, so whoever
/// feeds the stream is held up and nothing is lost here. Ends with the stream; half a sample at its end is left out.
/// </summary>
public sealed class RawStreamSource : IAudioSource
{
    /// <summary>Samples of at most this part of a second are passed on at once.</summary>
    private const int BlocksPerSecond = 20;

    private readonly Stream _stream;
    private readonly string _name;
    private readonly WaveFormat _format;
    private readonly SourceLife _life;

    /// <summary>Describes the source; reads nothing yet.</summary>
    /// <param name="stream">Where the samples come from; stays the caller's and is not disposed.</param>
    /// <param name="name">What errors and descriptions call it, such as "standard input".</param>
    /// <param name="sampleRate">Samples a second, in Hz; at least 1.</param>
    /// <param name="format">How samples are written.</param>
    public RawStreamSource(Stream stream, string name, int sampleRate, RawSampleFormat format)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        _stream = stream;
        _name = name;
        _format = format == RawSampleFormat.S16 ? new WaveFormat(sampleRate, 16, 1) : WaveFormat.CreateIeeeFloatWaveFormat(sampleRate, 1);
        _life = new SourceLife(name);
    }

    /// <inheritdoc />
    public ValueTask<SourceFormat> OpenAsync(CancellationToken cancellation)
    {
        _life.Open();
        cancellation.ThrowIfCancellationRequested();
        if (!_stream.CanRead)
        {
            throw new AudioException($"{_name} cannot be read.");
        }

        var encoding = _format.Encoding == WaveFormatEncoding.Pcm ? "s16le" : "f32le";
        var description = $"{_name}: raw {encoding}, {_format.SampleRate:N0} Hz, mono";
        return ValueTask.FromResult(new SourceFormat(_format.SampleRate, IsLive: false, Start: null, Length: null, description));
    }

    /// <inheritdoc />
    public async Task RunAsync(ISampleSink sink, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sink);
        _life.Run();
        var size = _format.BlockAlign;
        var samples = new float[Math.Max(1, _format.SampleRate / BlocksPerSecond)];
        var bytes = new byte[samples.Length * size];
        var kept = 0;
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                // A read from a terminal or pipe cannot be cancelled. It is left alone then, and with it the buffer, which nobody uses
                // again.
                var reading = Task.Run(() => _stream.ReadAsync(bytes.AsMemory(kept), cancellation).AsTask(), CancellationToken.None);
                var read = await reading.WaitAsync(cancellation).ConfigureAwait(false);
                if (read == 0)
                {
                    return;
                }

                // A read may end within a sample; its bytes wait for the rest.
                var count = (kept + read) / size;
                SampleBytes.Decode(bytes.AsSpan(0, count * size), _format, samples.AsSpan(0, count));
                var used = count * size;
                kept = kept + read - used;
                bytes.AsSpan(used, kept).CopyTo(bytes);
                if (count > 0)
                {
                    await sink.WaitForSpaceAsync(count, cancellation).ConfigureAwait(false);
                    sink.Write(samples.AsSpan(0, count));
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopping early is no fault.
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            throw new AudioException($"{_name} broke off: {fault.Message}", fault);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _life.Dispose();
        return ValueTask.CompletedTask;
    }
}
