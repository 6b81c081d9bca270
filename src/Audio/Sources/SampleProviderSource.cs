using AvianVox.Audio.Files;
using NAudio.Wave;

namespace AvianVox.Audio.Sources;

/// <summary>
/// Any sample provider of NAudio as a source, its channels mixed by their mean. It waits for a reader that is behind, and ends when the
/// provider
/// gives nothing more; to run at the pace of sound, the provider must keep it.
/// </summary>
public sealed class SampleProviderSource : IAudioSource
{
    /// <summary>Blocks a second.</summary>
    private const int BlocksPerSecond = 20;

    private readonly ISampleProvider _provider;
    private readonly string _name;
    private readonly SourceLife _life;

    /// <summary>Describes the source; reads nothing yet.</summary>
    /// <param name="provider">Where samples come from; stays the caller's.</param>
    /// <param name="name">What messages call it.</param>
    public SampleProviderSource(ISampleProvider provider, string name)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _provider = provider;
        _name = name;
        _life = new SourceLife(name);
    }

    /// <inheritdoc />
    public ValueTask<SourceFormat> OpenAsync(CancellationToken cancellation)
    {
        _life.Open();
        cancellation.ThrowIfCancellationRequested();
        var format = _provider.WaveFormat;
        AudioBounds.Require(format.Channels, format.SampleRate, _name);
        return ValueTask.FromResult(new SourceFormat(
            format.SampleRate,
            IsLive: false,
            Start: null,
            Length: null,
            $"{_name}: {format.SampleRate:N0} Hz, {format.Channels} channel(s)"));
    }

    /// <inheritdoc />
    public async Task RunAsync(ISampleSink sink, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sink);
        _life.Run();
        var channels = _provider.WaveFormat.Channels;
        var block = new float[Math.Max(1, _provider.WaveFormat.SampleRate / BlocksPerSecond) * channels];
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                // Off the caller's thread, and left alone where it does not return.
                var reading = Task.Run(() => _provider.Read(block), CancellationToken.None);
                var count = await reading.WaitAsync(cancellation).ConfigureAwait(false);
                if (count == 0)
                {
                    return;
                }

                await sink.WaitForSpaceAsync(count / channels, cancellation).ConfigureAwait(false);
                Finite(block.AsSpan(0, count));
                sink.Write(ChannelMix.ToMono(block.AsSpan(0, count), channels));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopping early is no fault.
        }
        catch (Exception fault) when (fault is not (AudioException or OperationCanceledException))
        {
            // What providers throw has no common type.
            throw new AudioException($"{_name} broke off: {fault.Message}", fault);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _life.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Finite(Span<float> samples)
    {
        foreach (ref var sample in samples)
        {
            sample = float.IsFinite(sample) ? sample : 0;
        }
    }
}
