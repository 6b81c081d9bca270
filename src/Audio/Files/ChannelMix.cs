namespace AvianVox.Audio.Files;

/// <summary>Mixes the channels of a recording to one by their mean, so that full scale stays full scale.</summary>
internal static class ChannelMix
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
}
