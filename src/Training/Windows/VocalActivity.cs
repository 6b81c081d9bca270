using AvianVox.Dsp.Features;
using AvianVox.Training.Data;

namespace AvianVox.Training.Windows;

/// <summary>
/// Cuts the pauses out of a recording and keeps the rhythm of what sounds: around each lively moment a stretch stays as it is.
/// </summary>
internal static class VocalActivity
{
    /// <summary>Length of a moment, in samples.</summary>
    private const int Block = 512;

    /// <summary>How far over the recording's quiet level a moment must be, as a factor of amplitude (6 dB).</summary>
    private const float Factor = 2;

    /// <summary>The recording without its pauses; as it is where nothing stands out.</summary>
    /// <param name="clip">Recording.</param>
    /// <param name="spec">Front end: its rate, and the length that is looped to.</param>
    /// <param name="buffer">Seconds kept on each side of a lively moment.</param>
    public static Clip Keep(Clip clip, FeatureSpec spec, double buffer)
    {
        var samples = clip.Samples;
        var levels = Enumerable.Range(0, samples.Length / Block)
            .Select(i => Level.DifferenceRms(samples.AsSpan(i * Block, Block)))
            .ToArray();
        if (levels.Length == 0)
        {
            return clip;
        }

        // The level that a quarter of the moments stay below stands for the background.
        var quiet = levels.Order().ElementAt(levels.Length / 4);
        var reach = (int)Math.Ceiling(buffer * spec.SampleRate / Block);
        var kept = new bool[levels.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            if (levels[i] > Factor * quiet)
            {
                Array.Fill(kept, true, Math.Max(0, i - reach), Math.Min(levels.Length, i + reach + 1) - Math.Max(0, i - reach));
            }
        }

        if (Array.TrueForAll(kept, k => k) || !kept.Contains(true))
        {
            return clip;
        }

        var lively = new List<float>(samples.Length);
        for (var i = 0; i < kept.Length; i++)
        {
            if (kept[i])
            {
                lively.AddRange(samples.AsSpan(i * Block, Block));
            }
        }

        return clip with { Samples = ClipLoader.Loop([.. lively], spec.WindowSamples) };
    }
}
