using System.Buffers.Binary;
using AvianVox.Dsp.Features;
using AvianVox.Training.Evaluation.Charts;
using AvianVox.Training.Evaluation.Metrics;
using AvianVox.Training.Reports;
using AvianVox.Training.Reports.Charts;

namespace AvianVox.Training.Tests.Reports;

/// <summary>
/// What can be told of pictures without eyes: they are PNG files of the right size, other data give another picture, and text is
/// there.
/// </summary>
public sealed class ChartsTests
{
    [Fact]
    public void Every_chart_is_a_PNG_file_at_twice_its_size_and_shows_its_data()
    {
        foreach (var draw in Charts())
        {
            var (one, other, again) = (draw(1), draw(2), draw(1));
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], one.Png[..4]);
            Assert.Equal(2 * one.Width, BinaryPrimitives.ReadInt32BigEndian(one.Png.AsSpan(16)));
            Assert.Equal(2 * one.Height, BinaryPrimitives.ReadInt32BigEndian(one.Png.AsSpan(20)));
            Assert.NotEqual(one.Png, other.Png);
            Assert.Equal(one.Png, again.Png);
        }
    }

    [Fact]
    public void Titles_are_drawn()
    {
        Series[] line = [new("", [0, 1], [0, 1])];
        Assert.NotEqual(LineChart.Draw("Chiffchaff", "x", "y", line).Png, LineChart.Draw("Blackbird", "x", "y", line).Png);
    }

    private static IEnumerable<Func<int, Picture>> Charts()
    {
        yield return n => BarChart.Draw("bars", "s", [("Blackbird", n), ("Chiffchaff", 3)]);
        yield return n => HistogramChart.Draw("histogram", "s", 0, 1, [n, 2, 3], (1.5, "mean"));
        yield return n => LineChart.Draw(
            "lines", "epoch", "loss", [new Series("training", [0, 1, 2], [3, n, 0.5]), new Series("validation", [0, 1, 2], [3, 2, 2])]);
        yield return n => ScatterChart.Draw(
            "points", "s", "share", [new Series("", [1, 10, 100], [0, n * 0.5, 1])], (0, 1), logarithmic: true);
        yield return n => CalibrationChart.Draw([("windows", new Calibration([0.2f, 0.9f], [n == 1, true]))]);
        yield return n => ConfusionChart.Draw(
            "confusion", new ConfusionMatrix(3, [0, 1, 1], [0, 1, n == 1 ? 0 : 1]), ["Blackbird", "Chiffchaff", "Noise"]);
        yield return n =>
        {
            var matrix = new FeatureMatrix(4, 6);
            matrix.Values[5] = n;
            return MatrixChart.Draw("matrix", "band", "dB", matrix, 0.02, (0, n * 4));
        };
    }
}
