using AvianVox.Audio.Sources;
using AvianVox.Listening.Sources;

namespace AvianVox.EndToEnd.Tests.Support;

/// <summary>A microphone that hears one piece of sound over and over, in step with a clock, and never waits.</summary>
/// <param name="samples">The sound, at <see cref="Collage.Rate"/>.</param>
/// <param name="time">The clock.</param>
internal sealed class EndlessSound(float[] samples, TimeProvider time) : ISourceFactory, IAudioSource
{
    private static readonly TimeSpan Block = TimeSpan.FromMilliseconds(100);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the station begins to listen.</summary>
    public Task Begun => _begun.Task;

    /// <inheritdoc />
    public IAudioSource Create(SourceOptions options, Action<string>? tell = null) => this;

    /// <inheritdoc />
    public bool IsDevice(SourceOptions options) => true;

    /// <inheritdoc />
    public ValueTask<SourceFormat> OpenAsync(CancellationToken cancellation) =>
        ValueTask.FromResult(new SourceFormat(Collage.Rate, IsLive: true, Start: null, Length: null, "an endless sound"));

    /// <inheritdoc />
    public async Task RunAsync(ISampleSink sink, CancellationToken cancellation)
    {
        var block = (int)(Block.TotalSeconds * Collage.Rate);
        var begin = time.GetTimestamp();
        var written = 0L;
        _begun.TrySetResult();
        try
        {
            while (true)
            {
                for (var due = time.GetElapsedTime(begin).TotalSeconds * Collage.Rate; written + block <= due; written += block)
                {
                    sink.Write(samples.AsSpan((int)(written % (samples.Length - block)), block));
                }

                await Task.Delay(Block, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
