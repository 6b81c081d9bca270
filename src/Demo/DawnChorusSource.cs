using AvianVox.Audio.Sources;
using AvianVox.Audio.Times;

namespace AvianVox.Demo;

/// <summary>
/// The dawn chorus as a source: it waits for its reader, as a recording does, and comes at the pace of real time unless told otherwise.
/// </summary>
/// <param name="chorus">What is to be heard.</param>
/// <param name="samples">Length; null for no end.</param>
/// <param name="pace">How fast it comes.</param>
/// <param name="time">Paces it.</param>
public sealed class DawnChorusSource(DawnChorus chorus, long? samples, RecordingPace pace, TimeProvider time) : IAudioSource
{
    /// <summary>Samples in a block: 50 ms.</summary>
    private const int Block = DawnChorus.SampleRate / 20;

    /// <summary>Raised with the position reached, after each block.</summary>
    public event Action<long>? Played;

    /// <inheritdoc />
    public ValueTask<SourceFormat> OpenAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return ValueTask.FromResult(new SourceFormat(
            DawnChorus.SampleRate, IsLive: false, RecordingStart.Given(time.GetUtcNow(), "as it is made"), samples, "synthetic dawn chorus, 48000 Hz, mono"));
    }

    /// <inheritdoc />
    public async Task RunAsync(ISampleSink sink, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var block = new float[Block];
        var start = time.GetTimestamp();
        try
        {
            for (long position = 0; samples is null || position < samples;)
            {
                var count = (int)Math.Min(Block, (samples ?? long.MaxValue) - position);
                // The chorus is made before the wait, so that making it costs no delay.
                chorus.Read(position, block.AsSpan(0, count));
                var due = TimeSpan.FromSeconds((position + count) / (double)DawnChorus.SampleRate) - time.GetElapsedTime(start);
                if (pace == RecordingPace.Real && due > TimeSpan.Zero)
                {
                    await Task.Delay(due, time, cancellation).ConfigureAwait(false);
                }

                await sink.WaitForSpaceAsync(count, cancellation).ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
                sink.Write(block.AsSpan(0, count));
                position += count;
                Played?.Invoke(position);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopping early is no fault of a source.
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
