using AvianVox.Dsp.Features;
using AvianVox.Training.Data;

namespace AvianVox.Training.Windows;

/// <summary>
/// Cuts digital silence off both ends of recordings: it was put there by whoever padded the clip, and says how long the sound
/// was.
/// </summary>
internal static class DigitalSilence
{
    /// <summary>Largest magnitude that counts as silence: about the least bit of 16.</summary>
    private const float Floor = 3e-5f;

    /// <summary>
    /// The recording without silent ends, looped again to a window where it is shorter; as it is where all of it is silent.
    /// </summary>
    /// <param name="clip">Recording.</param>
    /// <param name="spec">Front end.</param>
    public static Clip Trim(Clip clip, FeatureSpec spec)
    {
        var own = clip.Samples.AsSpan(0, Math.Min(clip.OwnSamples, clip.Samples.Length));
        var (first, end) = (0, own.Length);
        while (end > 0 && Math.Abs(own[end - 1]) < Floor)
        {
            end--;
        }

        while (first < end && Math.Abs(own[first]) < Floor)
        {
            first++;
        }

        return end == first || end - first == own.Length
            ? clip
            : clip with { Samples = ClipLoader.Loop(own[first..end].ToArray(), spec.WindowSamples), OwnSamples = end - first };
    }
}
