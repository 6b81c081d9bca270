using AvianVox.Training.Windows;
using CsCheck;

namespace AvianVox.Training.Tests.Windows;

public sealed class LevelTests
{
    [Fact]
    public void Levels_are_those_of_sums_sample_by_sample() => Gen.Float[-1, 1].Array[2, 70].Sample(samples =>
    {
        Assert.Equal(Math.Sqrt(samples.Average(s => (double)s * s)), Level.Rms(samples), 1e-6);
        var squares = samples.Skip(1).Zip(samples, (next, last) => (double)(next - last) * (next - last));
        Assert.Equal(Math.Sqrt(squares.Average()), Level.DifferenceRms(samples), 1e-6);
    });

    [Fact]
    public void Scaling_multiplies_every_sample_and_nothing_beside_them() =>
        Gen.Select(Gen.Float[-1, 1].Array[4, 70], Gen.Float[-8, 8]).Sample((samples, factor) =>
    {
        var scaled = (float[])samples.Clone();
        Level.Scale(scaled.AsSpan(1, samples.Length - 2), factor);
        Assert.Equal([samples[0], .. samples[1..^1].Select(s => s * factor), samples[^1]], scaled);
    });
}
