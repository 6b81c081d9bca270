using System.Runtime.Intrinsics;

namespace AvianVox.Training.Windows;

/// <summary>Makes background noise that no recording of ours holds: steady noise between white and red, and gusts of wind.</summary>
/// <remarks>
/// White noise is low-passed by one-pole filters at octave-spaced corners and summed. With equal power in each, the
/// density at f is the sum of 1 / corner over the corners above f, about 2 / f: pink. Weights that rise or fall
/// from octave to octave tilt it.
/// </remarks>
internal static class ColouredNoise
{
    private const int Octaves = 9;

    /// <summary>Lowest corner as a share of the sample rate: about 20 Hz at 22,050 Hz.</summary>
    private const double LowestCorner = 0.0009;

    /// <summary>Largest tilt, in dB per octave, from pink.</summary>
    private const double LargestTilt = 4;

    /// <summary>
    /// Samples for which a gust keeps its level: it changes by a hundredth at most from one to the next, and its exponential
    /// would cost more than all the rest.
    /// </summary>
    private const int Steady = 32;

    /// <summary>Share of draws that come in gusts.</summary>
    private const double GustShare = 0.4;

    /// <summary>Fills a span with noise of root mean square 1.</summary>
    /// <param name="samples">Receives the noise.</param>
    /// <param name="random">Source of chance.</param>
    public static void Fill(Span<float> samples, Random random)
    {
        Span<float> factor = stackalloc float[Octaves];
        Span<float> weight = stackalloc float[Octaves];
        var gusty = random.NextDouble() < GustShare;

        // Wind is low: its tilt is towards red.
        var tilt = gusty ? -LargestTilt * random.NextDouble() : LargestTilt * ((2 * random.NextDouble()) - 1);
        for (var k = 0; k < Octaves; k++)
        {
            factor[k] = (float)(1 - Math.Exp(-2 * Math.PI * LowestCorner * Math.Pow(2, k)));

            // A one-pole low-pass of factor a leaves a / (2 - a) of the power of white noise.
            weight[k] = (float)(Math.Pow(10, tilt * k / 20) * Math.Sqrt((2 - factor[k]) / factor[k]));
        }

        // Eight of the nine filters side by side.
        var (factors, weights, states) = (Vector256.Create<float>(factor), Vector256.Create<float>(weight), Vector256<float>.Zero);
        var (lastFactor, last) = (factor[Octaves - 1], 0f);
        for (var i = 0; i < samples.Length; i++)
        {
            var white = random.NextSingle() - 0.5f;
            states += factors * (Vector256.Create(white) - states);
            last += lastFactor * (white - last);
            samples[i] = Vector256.Sum(weights * states) + (weight[Octaves - 1] * last);
        }

        if (gusty)
        {
            Gust(samples, random);
        }

        Level.Scale(samples, 1 / Math.Max(Level.Rms(samples), 1e-12f));
    }

    /// <summary>Lets the noise swell and fade by up to 20 dB along a slow wave of random period.</summary>
    private static void Gust(Span<float> samples, Random random)
    {
        var depth = 1.2 * random.NextDouble();
        var step = 2 * Math.PI * (0.5 + (2 * random.NextDouble())) / samples.Length;
        var phase = 2 * Math.PI * random.NextDouble();
        for (var i = 0; i < samples.Length; i += Steady)
        {
            Level.Scale(samples[i..Math.Min(i + Steady, samples.Length)], (float)Math.Exp(depth * Math.Sin(phase + (step * i))));
        }
    }
}
