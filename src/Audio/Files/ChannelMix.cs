namespace AvianVox.Audio.Files;

/// <summary>Makes one channel of several: their mean, so that full scale stays full scale, or one of them.</summary>
public static class ChannelMix
{
    /// <summary>Mixes interleaved frames in place.</summary>
    /// <param name="samples">Interleaved frames; afterwards the first values, one per frame, hold the mix.</param>
    /// <param name="channels">Channels per frame; at least 1.</param>
    /// <returns>The mono part of <paramref name="samples"/>.</returns>
    public static Span<float> ToMono(Span<float> samples, int channels)
    {
        if (channels == 1)
        {
            return samples;
        }

        var frames = samples.Length / channels;
        for (var frame = 0; frame < frames; frame++)
        {
            var sum = 0f;
            foreach (var sample in samples.Slice(frame * channels, channels))
            {
                sum += sample;
            }

            samples[frame] = sum / channels;
        }

        return samples[..frames];
    }

    /// <summary>Takes one channel out of interleaved frames.</summary>
    /// <param name="frames">Interleaved frames.</param>
    /// <param name="channels">Channels per frame; at least 1.</param>
    /// <param name="channel">The one wanted, from 1 to <paramref name="channels"/>.</param>
    /// <param name="samples">Receives one sample a frame; may be <paramref name="frames"/> itself.</param>
    public static void Pick(ReadOnlySpan<float> frames, int channels, int channel, Span<float> samples)
    {
        var at = channel - 1;
        for (var frame = 0; frame < frames.Length / channels; frame++)
        {
            samples[frame] = frames[at];
            at += channels;
        }
    }
}
