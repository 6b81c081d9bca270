using AvianVox.Dsp.Features;

namespace AvianVox.Training.Exploring;

/// <summary>The beginning of a recording as a classifier's front end sees it.</summary>
/// <param name="Spectrum">Power spectrum in dB below the loudest, 80 dB deep.</param>
/// <param name="Features">Log mel and MFCC.</param>
internal sealed record ExamplePictures(FeatureMatrix Spectrum, RecordingFeatures Features)
{
    /// <summary>Sound shown at most, in seconds.</summary>
    public const int LongestSeconds = 10;

    private const float DepthDecibels = 80;

    /// <summary>Looks at a recording.</summary>
    /// <param name="features">Front end.</param>
    /// <param name="samples">Its samples.</param>
    public static ExamplePictures Of(OfflineFeatures features, ReadOnlySpan<float> samples)
    {
        var shown = samples[..Math.Min(samples.Length, LongestSeconds * features.Spec.SampleRate)];
        var spectrum = features.StftPower(shown);
        var values = spectrum.Values;
        var loudest = 0f;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = 10 * MathF.Log10(Math.Max(values[i], 1e-10f));
            loudest = i == 0 ? values[i] : Math.Max(loudest, values[i]);
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Math.Max(values[i] - loudest, -DepthDecibels);
        }

        return new ExamplePictures(spectrum, features.Extract(shown));
    }
}
