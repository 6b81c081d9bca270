using AvianVox.Dsp.Resampling;

namespace AvianVox.Dsp.Tests.Resampling;

/// <summary>A tone through a resampler, and what came of it.</summary>
/// <param name="GainDecibels">Amplitude out over amplitude in.</param>
/// <param name="PhaseRadians">Phase out minus phase in, on the common time axis.</param>
/// <param name="ResidueDecibels">Root mean square of all that is not the tone, over the tone's that went in.</param>
/// <param name="TotalDecibels">Root mean square of all that came out, over the tone's that went in.</param>
internal sealed record Tone(double GainDecibels, double PhaseRadians, double ResidueDecibels, double TotalDecibels)
{
    private const double Amplitude = 0.5;

    /// <summary>Sends a tone through and fits it in the middle of what comes out, away from the ends.</summary>
    public static Tone Measure(int inputRate, int outputRate, double hertz)
    {
        var resampler = new StreamingResampler(inputRate, outputRate);
        var edge = 2L * resampler.Lookahead;
        var middle = (int)Math.Max(4_000, 2_000L * inputRate / outputRate);
        var input = new float[(2 * edge) + middle];
        for (var n = 0; n < input.Length; n++)
        {
            input[n] = (float)(Amplitude * Math.Sin(2 * Math.PI * hertz * n / inputRate));
        }

        var output = new float[resampler.MaxOutput(input.Length)];
        var count = resampler.Process(input, output);
        var first = (int)((edge * outputRate / inputRate) + 1);
        return Fit(output.AsSpan(first, count - first), first, 2 * Math.PI * hertz / outputRate);
    }

    /// <summary>Least squares fit of a sine and a cosine.</summary>
    private static Tone Fit(ReadOnlySpan<float> samples, int first, double step)
    {
        double ss = 0, cc = 0, sc = 0, ys = 0, yc = 0, total = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            var (sin, cos) = Math.SinCos(step * (first + i));
            ss += sin * sin;
            cc += cos * cos;
            sc += sin * cos;
            ys += samples[i] * sin;
            yc += samples[i] * cos;
            total += (double)samples[i] * samples[i];
        }

        var determinant = (ss * cc) - (sc * sc);
        var (a, b) = (((ys * cc) - (yc * sc)) / determinant, ((yc * ss) - (ys * sc)) / determinant);
        var residue = 0.0;
        for (var i = 0; i < samples.Length; i++)
        {
            var (sin, cos) = Math.SinCos(step * (first + i));
            var rest = samples[i] - (a * sin) - (b * cos);
            residue += rest * rest;
        }

        var reference = Amplitude * Amplitude / 2 * samples.Length;
        return new Tone(
            20 * Math.Log10(Math.Sqrt((a * a) + (b * b)) / Amplitude),
            Math.Atan2(b, a),
            10 * Math.Log10((residue + 1e-30) / reference),
            10 * Math.Log10((total + 1e-30) / reference));
    }
}
