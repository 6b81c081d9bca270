using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;

namespace AvianVox.Training.Windows;

/// <summary>Measures mean and deviation of log mel and of MFCC over training windows, one scalar each.</summary>
internal static class InputScale
{
    /// <summary>Windows that are measured.</summary>
    private const int Windows = 1_000;

    private const int Batch = 20;

    /// <summary>The specification with its scale set so that training windows have mean 0 and deviation 1.</summary>
    /// <param name="spec">Specification; its own scale does not matter.</param>
    /// <param name="clips">Training recordings, and only those.</param>
    /// <param name="labels">Labels.</param>
    /// <param name="options">Variation, as in training.</param>
    /// <param name="seed">Decides the draws.</param>
    public static FeatureSpec Measure(
        FeatureSpec spec, IReadOnlyList<Clip> clips, IReadOnlyList<Label> labels, SoundWindowOptions options, int seed)
    {
        var raw = spec with { MelMean = 0, MelDeviation = 1, MfccMean = 0, MfccDeviation = 1 };
        var source = new SoundWindows(clips, labels, raw, options with { WindowsPerEpoch = Windows }, Batch, seed);
        var (firstMfcc, firstMel) = raw.Layout switch
        {
            MfccLayout.Overwrite => (0, raw.MfccCount),
            MfccLayout.Concatenate => (raw.MelBands, 0),
            _ => (raw.MelBands, 0),
        };
        var mfccRows = raw.Layout == MfccLayout.None ? 0 : raw.MfccCount;
        var melRows = raw.Rows - mfccRows;
        var mel = new Moments();
        var mfcc = new Moments();
        foreach (var batch in source.Epoch(0))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                mel.Add(batch.Window(i).Slice(firstMel * raw.WindowFrames, melRows * raw.WindowFrames));
                mfcc.Add(batch.Window(i).Slice(firstMfcc * raw.WindowFrames, mfccRows * raw.WindowFrames));
            }
        }

        return spec with { MelMean = mel.Mean, MelDeviation = mel.Deviation, MfccMean = mfcc.Mean, MfccDeviation = mfcc.Deviation };
    }

    /// <summary>Sums of values and squares.</summary>
    private sealed class Moments
    {
        private long _count;
        private double _sum;
        private double _squares;

        public double Mean => _count == 0 ? 0 : Rounded(_sum / _count);

        public double Deviation =>
            _count == 0 ? 1 : Math.Max(Rounded(Math.Sqrt(Math.Max(0, (_squares / _count) - (_sum / _count * _sum / _count)))), 1e-5);

        public void Add(ReadOnlySpan<float> values)
        {
            _count += values.Length;
            foreach (var value in values)
            {
                _sum += value;
                _squares += (double)value * value;
            }
        }

        /// <summary>Five decimals, so that model.json can be read.</summary>
        private static double Rounded(double value) => Math.Round(value, 5);
    }
}
