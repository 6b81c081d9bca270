using AvianVox.Training.Windows;
using CsCheck;

namespace AvianVox.Training.Tests.Windows;

public sealed class ColouredNoiseTests
{
    [Fact]
    public void Noise_is_finite_and_has_unit_level_whatever_is_drawn() =>
        Gen.Int[0, 100_000].Sample(
            seed =>
            {
                var samples = new float[20_000];
                ColouredNoise.Fill(samples, new Random(seed));
                Assert.All(samples, s => Assert.True(float.IsFinite(s)));
                Assert.Equal(1, Level.Rms(samples), 3);
            },
            iter: 30);

    [Fact]
    public void The_same_seed_gives_the_same_noise()
    {
        var (one, other) = (new float[1_000], new float[1_000]);
        ColouredNoise.Fill(one, new Random(5));
        ColouredNoise.Fill(other, new Random(5));
        Assert.Equal(one, other);
    }
}
