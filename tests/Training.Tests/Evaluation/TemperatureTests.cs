using AvianVox.Training.Evaluation;
using CsCheck;

namespace AvianVox.Training.Tests.Evaluation;

public sealed class TemperatureTests
{
    /// <summary>Draws right labels from the very probabilities that logits give at a temperature: it must be found again.</summary>
    [Theory]
    [InlineData(0.4)]
    [InlineData(1)]
    [InlineData(3)]
    public void It_is_found_again_in_what_was_drawn_at_it(double temperature)
    {
        var random = new Random(7);
        var heard = Enumerable.Range(0, 6_000).Select(_ =>
        {
            float[] logits = [.. Enumerable.Range(0, 5).Select(_ => (float)(4 * random.NextDouble()))];
            var (place, left) = (0, random.NextDouble());
            var shares = Softmax.Of(logits, temperature);
            while (place < 4 && left >= shares[place])
            {
                left -= shares[place++];
            }

            return ((IReadOnlyList<float[]>)[logits], place);
        }).ToList();
        Assert.InRange(Temperature.Fit(heard) / temperature, 0.9, 1.1);
    }

    [Fact]
    public void None_is_better_than_the_one_that_is_fitted() =>
        Gen.Select(
            Gen.Float[-5, 5].Array[4].Array[1, 3].Array[2, 12],
            Gen.Int[0, 3].Array[12],
            Gen.Double[0.06, 19]).Sample((windows, right, other) =>
        {
            var heard = windows.Select((w, i) => ((IReadOnlyList<float[]>)w, right[i])).ToList();
            Assert.True(Temperature.Loss(heard, Temperature.Fit(heard)) <= Temperature.Loss(heard, other) + 1e-6);
        });

    [Fact]
    public void What_cannot_be_has_no_probability_at_any_temperature()
    {
        var shares = Softmax.Of([1, float.NegativeInfinity, 3], 0.5);
        Assert.Equal(0, shares[1]);
        Assert.Equal(1, shares.Sum(), 6);
    }

    [Fact]
    public void Of_nothing_it_is_one() => Assert.Equal(1, Temperature.Fit([]));
}
