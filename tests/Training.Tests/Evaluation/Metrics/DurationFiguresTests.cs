using AvianVox.Training.Evaluation.Metrics;
using CsCheck;

namespace AvianVox.Training.Tests.Evaluation.Metrics;

public sealed class DurationFiguresTests
{
    [Fact]
    public void Bands_hold_equal_numbers_and_correlations_are_those_of_durations_and_hits()
    {
        var figures = DurationFigures.Of([(0, 6, true), (0, 1, false), (1, 2, false), (1, 5, true), (2, 3, false), (2, 4, true)]);
        Assert.Equal(5, figures.Bands.Count);
        Assert.Equal(6, figures.Bands.Sum(b => b.Count));
        Assert.Equal(
            (1.0, 1.0, 1, 0.0), (figures.Bands[0].Shortest, figures.Bands[0].Longest, figures.Bands[0].Count, figures.Bands[0].Accuracy));

        // Deviations of 1..6 from 3.5 and of 0 0 0 1 1 1 from 0.5: 4.5 / sqrt(17.5 * 1.5), and ranks give the same.
        Assert.Equal(4.5 / Math.Sqrt(17.5 * 1.5), figures.Pearson!.Value, 12);
        Assert.Equal(figures.Pearson.Value, figures.Spearman!.Value, 12);

        // Every species is half right and lasts 3.5 s: nothing varies.
        Assert.All(figures.Classes, c => Assert.Equal((2, 3.5, 0.5), (c.Count, c.MeanSeconds, c.Accuracy)));
        Assert.Null(figures.ClassPearson);
    }

    [Fact]
    public void Every_recording_is_in_one_band_and_bands_rise() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 50], Gen.Bool).Array[0, 30].Sample(rows =>
    {
        var figures = DurationFigures.Of([.. rows.Select(r => (r.Item1, (double)r.Item2, r.Item3))]);
        Assert.Equal(rows.Length, figures.Bands.Sum(b => b.Count));
        Assert.True(figures.Bands.Count == 0 || figures.Bands.Max(b => b.Count) - figures.Bands.Min(b => b.Count) <= 1);
        Assert.All(figures.Bands.Zip(figures.Bands.Skip(1)), p => Assert.True(p.First.Longest <= p.Second.Shortest));
        Assert.Equal(rows.Count(r => r.Item3), figures.Bands.Sum(b => b.Count * b.Accuracy), 9);
    });
}
