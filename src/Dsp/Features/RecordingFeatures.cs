namespace AvianVox.Dsp.Features;

/// <summary>The features of all frames of a recording, before any window is cut out of them.</summary>
public sealed class RecordingFeatures
{
    internal RecordingFeatures(FeatureSpec spec, int frames)
    {
        Spec = spec;
        Mel = new FeatureMatrix(spec.MelBands, frames);
        LogMel = new FeatureMatrix(spec.MelBands, frames);
        Decibels = new FeatureMatrix(spec.MelBands, frames);
        Mfcc = new FeatureMatrix(spec.MfccCount, frames);
    }

    /// <summary>What was computed.</summary>
    public FeatureSpec Spec { get; }

    /// <summary>Number of frames.</summary>
    public int Frames => Mel.Columns;

    /// <summary>Power per mel band: (MelBands, frames).</summary>
    public FeatureMatrix Mel { get; }

    /// <summary>Log mel by <see cref="FeatureSpec.Log"/>, not scaled: (MelBands, frames).</summary>
    public FeatureMatrix LogMel { get; }

    /// <summary>
    /// 10 log10(max(power, 1e-10)) in dB: (MelBands, frames). Clamped below the recording's maximum where the
    /// offline clamp is <see cref="DecibelClamp.File"/>; the clamp of a window comes only with the window.
    /// </summary>
    public FeatureMatrix Decibels { get; }

    /// <summary>MFCC of <see cref="Decibels"/>, not scaled: (MfccCount, frames).</summary>
    public FeatureMatrix Mfcc { get; }

    /// <summary>The classifier's rows for the whole recording, scaled and laid out: (Rows, frames).</summary>
    /// <exception cref="InvalidOperationException">The offline clamp is that of the window, which this matrix cannot know.</exception>
    public FeatureMatrix Scaled()
    {
        if (Spec.OfflineClamp == DecibelClamp.Window && Spec.Layout != MfccLayout.None)
        {
            throw new InvalidOperationException("MFCC under the window clamp differ from window to window; take them from "
                + "OfflineFeatures.Windows, or set OfflineClamp to File or None.");
        }

        var scaled = new FeatureMatrix(Spec.Rows, Frames);
        Scale(LogMel.Values, Spec.MelMean, Spec.MelDeviation, scaled.Values);
        if (Spec.Layout != MfccLayout.None)
        {
            var firstRow = Spec.Layout == MfccLayout.Concatenate ? Spec.MelBands : 0;
            Scale(Mfcc.Values, Spec.MfccMean, Spec.MfccDeviation, scaled.Values.AsSpan(firstRow * Frames));
        }

        return scaled;
    }

    /// <summary>The same arithmetic as the window's, for the same bits.</summary>
    private static void Scale(ReadOnlySpan<float> values, double mean, double deviation, Span<float> scaled)
    {
        var (offset, factor) = ((float)mean, (float)(1 / deviation));
        for (var i = 0; i < values.Length; i++)
        {
            scaled[i] = (values[i] - offset) * factor;
        }
    }
}
