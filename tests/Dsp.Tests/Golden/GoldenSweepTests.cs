using AvianVox.Dsp.Resampling;
using AvianVox.TestSupport;

namespace AvianVox.Dsp.Tests.Golden;

/// <summary>The reference sweeps (200 Hz to 14 kHz in 2 s, amplitude 0.5) resampled to 22,050 Hz, against other resamplers.</summary>
public class GoldenSweepTests
{
    /// <summary>Where the sweep leaves 0.9 of the lower Nyquist frequency, in seconds; 0.02 s early, as a filter rings.</summary>
    private const double PassBandEnd = (((0.9 * 11_025) - 200) / 6_900) - 0.02;

    /// <summary>The start is left out: resamplers differ in what they take for the past.</summary>
    private const int First = 500;

    public static TheoryData<int, string> References()
    {
        var data = new TheoryData<int, string>();
        foreach (var rate in new[] { 32_000, 44_100, 48_000 })
        {
            foreach (var name in new[] { "soxr_vhq", "soxr_hq", "scipy", "polyphase", "kaiser_best", "kaiser_fast" })
            {
                data.Add(rate, name);
            }
        }

        return data;
    }

    /// <summary>
    /// No further from a reference than the reference is from the sweep's formula, and 1e-5. Measured, at amplitude
    /// 0.5: soxr_vhq 2.4e-4, 6e-6, 1e-4 (32, 44.1, 48 kHz); soxr_hq 3e-4, 6e-6, 3.5e-4; scipy 1.8e-3; polyphase 0.024;
    /// kaiser_best 0.05 and kaiser_fast 0.34, whose pass bands end earlier.
    /// </summary>
    [Theory]
    [MemberData(nameof(References))]
    public void The_pass_band_of_the_sweep_is_the_references(int rate, string reference)
    {
        var output = Resample(rate);
        var expected = GoldenArray.Read($"sweep_{rate}_to_22050_{reference}");
        Assert.Equal(expected.Length, output.Length);
        var own = GoldenArray.Difference(PassBand(Formula(22_050)), PassBand(expected));
        GoldenArray.Close(PassBand(expected), PassBand(output), own + 1e-5);
    }

    [Theory]
    [InlineData(32_000)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public void What_the_sweep_has_above_the_nyquist_frequency_is_90_dB_down(int rate)
    {
        // The sweep passes 11,025 Hz at 1.569 s; from 1.6 s on, the filter hears nothing below.
        var alias = Resample(rate).AsSpan((int)(1.6 * 22_050), (int)(0.38 * 22_050));
        Assert.True(GoldenArray.Peak(alias) < 0.5 * Math.Pow(10, -90.0 / 20), $"peak {GoldenArray.Peak(alias)}");
    }

    [Theory]
    [InlineData(32_000)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public void The_pass_band_of_the_sweep_is_its_formula(int rate)
    {
        GoldenArray.Close(Formula(rate), Wave.ReadMono(SharedData.Require($"golden/sweep_{rate}.wav")), 1e-6);
        GoldenArray.Close(PassBand(Formula(22_050)), PassBand(Resample(rate)), 1e-5);
    }

    private static ReadOnlySpan<float> PassBand(float[] sweep) => sweep.AsSpan(First, (int)(PassBandEnd * 22_050) - First);

    /// <summary>The sweep's own formula at any rate.</summary>
    private static float[] Formula(int rate) =>
        [.. Enumerable.Range(0, 2 * rate).Select(n => (double)n / rate).Select(t => (float)(0.5 * Math.Sin(2 * Math.PI * ((200 * t) + (13_800 * t * t / 4)))))];

    private static float[] Resample(int rate)
    {
        var input = Wave.ReadMono(SharedData.Require($"golden/sweep_{rate}.wav"));
        var resampler = new StreamingResampler(rate, 22_050);
        var output = new float[resampler.MaxOutput(input.Length) + resampler.MaxFlush];
        var count = resampler.Process(input, output);
        count += resampler.Flush(output.AsSpan(count));
        return output[..count];
    }
}
