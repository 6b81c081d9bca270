using AvianVox.Dsp.Features;

namespace AvianVox.Training.Store;

/// <summary>Mean and deviation of log mel and of MFCC over all frames of recordings, one scalar each, as the study scales by.</summary>
/// <remarks>
/// Give it the training recordings and only those: a scale that has seen the test has learnt from it. The study's
/// cross-validation took them from what it validated on as well; for that leaky variant give it those recordings too.
/// </remarks>
internal static class FeatureStatistics
{
    /// <summary>A specification with its scale set so that recordings have mean 0 and population deviation 1.</summary>
    /// <param name="spec">Specification; its own scale does not matter.</param>
    /// <param name="recordings">Recordings to measure; at least one.</param>
    /// <exception cref="ArgumentException">There is no recording.</exception>
    public static FeatureSpec Measure(FeatureSpec spec, IReadOnlyList<StoredFeatures> recordings)
    {
        if (recordings.Count == 0)
        {
            throw new ArgumentException("There is no recording to measure.", nameof(recordings));
        }

        var mel = Moments(recordings, (0, spec.MelBands));
        var mfcc = recordings[0].Entry.Header.MfccCount == 0
            ? (Mean: 0, Deviation: 1)
            : Moments(recordings, (spec.MelBands, spec.MelBands + spec.MfccCount));
        return spec with { MelMean = mel.Mean, MelDeviation = mel.Deviation, MfccMean = mfcc.Mean, MfccDeviation = mfcc.Deviation };
    }

    private static (double Mean, double Deviation) Moments(IReadOnlyList<StoredFeatures> recordings, (int From, int To) rows)
    {
        var parts = new (long Count, double Sum, double Squares)[recordings.Count];
        Parallel.For(0, recordings.Count, i =>
        {
            var (count, sum, squares) = (0L, 0.0, 0.0);
            for (var row = rows.From; row < rows.To; row++)
            {
                var values = recordings[i].Entry.Row(row);
                count += values.Length;
                foreach (var value in values)
                {
                    sum += value;
                    squares += (double)value * value;
                }
            }

            parts[i] = (count, sum, squares);
        });

        // Summed in the order of the recordings, so that threads change no bit.
        var all = parts.Aggregate((a, b) => (a.Count + b.Count, a.Sum + b.Sum, a.Squares + b.Squares));
        var mean = all.Sum / all.Count;
        return (Rounded(mean), Math.Max(Rounded(Math.Sqrt(Math.Max(0, (all.Squares / all.Count) - (mean * mean)))), 1e-5));
    }

    /// <summary>Five decimals, as the study gives them, so that model.json can be read.</summary>
    private static double Rounded(double value) => Math.Round(value, 5);
}
