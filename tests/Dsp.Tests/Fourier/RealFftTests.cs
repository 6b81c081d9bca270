using System.Numerics;
using AvianVox.Dsp.Fourier;
using AvianVox.Dsp.Tests.Features;
using AvianVox.TestSupport;
using CsCheck;
using MathNet.Numerics.IntegralTransforms;

namespace AvianVox.Dsp.Tests.Fourier;

public class RealFftTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(2, 15).Select(power => 1 << power)];

    /// <summary>Error of single precision, relative to the root of the signal's energy: grows with the number of passes, stays well below.</summary>
    private const double Tolerance = 4e-7;

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_power_of_two_agrees_with_an_independent_library(int length)
    {
        var samples = Noise(length, 11);
        var expected = Array.ConvertAll(samples, sample => new Complex(sample, 0));
        MathNet.Numerics.IntegralTransforms.Fourier.Forward(expected, FourierOptions.AsymmetricScaling);
        var scale = Math.Sqrt(samples.Sum(sample => (double)sample * sample) * length);
        foreach (var fft in new[] { new RealFft(length), new RealFft(length, vectors: false) })
        {
            var (re, im, power) = (new float[fft.Bins], new float[fft.Bins], new float[fft.Bins]);
            fft.Forward(samples, re, im);
            fft.Power(samples, power);
            for (var k = 0; k < fft.Bins; k++)
            {
                Assert.True(Complex.Abs(new Complex(re[k], im[k]) - expected[k]) <= Tolerance * scale, $"bin {k}: {re[k]} + {im[k]}i, not {expected[k]}");
                Assert.Equal(Complex.Abs(expected[k]) * Complex.Abs(expected[k]), power[k], 4 * Tolerance * scale * scale);
            }
        }
    }

    [Fact]
    public void Vector_and_scalar_code_agree_on_any_signal() =>
        Gen.Select(Gen.Int[2, 13], Gen.UInt).Sample(
            (exponent, seed) =>
            {
                var samples = Noise(1 << exponent, seed);
                var (vector, scalar) = (new RealFft(samples.Length), new RealFft(samples.Length, vectors: false));
                var (a, b) = (new float[vector.Bins], new float[vector.Bins]);
                var (c, d) = (new float[vector.Bins], new float[vector.Bins]);
                vector.Power(samples, a);
                scalar.Power(samples, b);
                Near(b, a);
                vector.Forward(samples, a, c);
                scalar.Forward(samples, b, d);
                Near(b, a);
                Near(d, c);
            },
            iter: 200);

    [Fact]
    public void A_cosine_of_a_bin_is_that_bin_alone()
    {
        var samples = Enumerable.Range(0, 256).Select(n => MathF.Cos(2 * MathF.PI * 37 * n / 256)).ToArray();
        var fft = new RealFft(256);
        var (re, im) = (new float[129], new float[129]);
        fft.Forward(samples, re, im);
        Assert.Equal(128, re[37], 1e-3f);
        re[37] = 0;
        Assert.All(re, value => Assert.Equal(0, value, 1e-3f));
        Assert.All(im, value => Assert.Equal(0, value, 1e-3f));
    }

    [Fact]
    public void Input_is_left_as_it_is_and_nothing_is_allocated()
    {
        var samples = Noise(2_048, 1);
        var copy = samples.ToArray();
        var fft = new RealFft(2_048);
        var power = new float[fft.Bins];
        Assert.Equal(0, Allocations.LeastBytes(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                fft.Power(samples, power);
            }
        }));
        Assert.Equal(copy, samples);
    }

    [Fact]
    public void Lengths_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RealFft(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RealFft(1_000));
        var fft = new RealFft(64);
        Assert.Throws<ArgumentException>(() => fft.Power(new float[63], new float[33]));
        Assert.Throws<ArgumentException>(() => fft.Power(new float[64], new float[34]));
        Assert.Throws<ArgumentException>(() => fft.Forward(new float[64], new float[33], new float[32]));
    }

    private static float[] Noise(int length, uint seed) => Array.ConvertAll(TestSignal.Wandering(length, seed), value => value / 0.2f);

    private static void Near(float[] expected, float[] actual)
    {
        var tolerance = 2e-6f * expected.Max(MathF.Abs);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
