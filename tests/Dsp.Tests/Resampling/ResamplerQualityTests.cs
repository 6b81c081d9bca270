using AvianVox.Dsp.Resampling;

namespace AvianVox.Dsp.Tests.Resampling;

/// <summary>
/// The promises measured with tones. Measured over these rates: pass band within 0.00013 dB to 0.9 of the lower
/// Nyquist frequency, images and aliases at least 95.9 dB down, phase error below 3e-8 rad.
/// </summary>
public class ResamplerQualityTests
{
    public static TheoryData<int, int> Rates() => new()
    {
        { 48_000, 22_050 },
        { 44_100, 22_050 },
        { 32_000, 22_050 },
        { 22_254, 22_050 },
        { 16_393, 22_050 },
        { 8_000, 22_050 },
        { 8_012, 22_050 },
        { 96_000, 22_050 },
        { 384_000, 22_050 },
        { 500_000, 22_050 },
        { 22_050, 48_000 },
        { 44_100, 48_000 },
        { 48_000, 32_000 },
        { 250_000, 48_000 },
        { 8_000, 500_000 },
    };

    [Theory]
    [MemberData(nameof(Rates))]
    public void Tones_of_the_pass_band_keep_level_and_phase_and_gain_no_images(int inputRate, int outputRate)
    {
        var nyquist = Math.Min(inputRate, outputRate) / 2.0;
        var (ripple, phase, residue) = (0.0, 0.0, double.NegativeInfinity);
        foreach (var part in new[] { 0.01, 0.1, 0.333, 0.5, 0.71, 0.85, 0.9 })
        {
            var tone = Tone.Measure(inputRate, outputRate, part * nyquist);
            ripple = Math.Max(ripple, Math.Abs(tone.GainDecibels));
            phase = Math.Max(phase, Math.Abs(tone.PhaseRadians));
            residue = Math.Max(residue, tone.ResidueDecibels);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"ripple {ripple:0.00000} dB, phase {phase:0.0e0} rad, residue {residue:0.0} dB");
        Assert.True(ripple < 0.1, $"ripple {ripple} dB");
        Assert.True(phase < 1e-4, $"phase {phase} rad");
        Assert.True(residue < -90, $"residue {residue} dB");
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Tones_above_the_lower_nyquist_frequency_are_90_dB_down(int inputRate, int outputRate)
    {
        var nyquist = Math.Min(inputRate, outputRate) / 2.0;
        var worst = double.NegativeInfinity;
        foreach (var part in new[] { 1.0, 1.003, 1.02, 1.1, 1.37, 2.2, 5.1, 20.7 })
        {
            if (part * nyquist >= inputRate / 2.0)
            {
                // Upsampling: what lies near the input's Nyquist frequency must leave no image beyond it.
                var tone = Tone.Measure(inputRate, outputRate, 0.97 * inputRate / 2);
                worst = Math.Max(worst, tone.ResidueDecibels);
                break;
            }

            worst = Math.Max(worst, Tone.Measure(inputRate, outputRate, part * nyquist).TotalDecibels);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"worst {worst:0.0} dB");
        Assert.True(worst < -90, $"{worst} dB");
    }

    [Theory]
    [InlineData(48_000, 22_050, true)]
    [InlineData(44_100, 22_050, true)]
    [InlineData(22_254, 22_050, false)]
    [InlineData(500_000, 22_050, false)]
    public void Vector_and_scalar_outputs_agree(int inputRate, int outputRate, bool exact)
    {
        var filter = new KaiserSinc(inputRate, outputRate);
        var phases = outputRate / (int)System.Numerics.BigInteger.GreatestCommonDivisor(inputRate, outputRate);
        var table = new PhaseTable(filter, phases);
        Assert.Equal(exact, table.IsExact);
        var samples = Features.TestSignal.Wandering(filter.Taps, 5);
        for (var phase = 0; phase < phases; phase += Math.Max(1, phases / 50))
        {
            Assert.Equal(table.ComputeScalar(samples, phase), table.Compute(samples, phase), 1e-6f);
        }
    }

    [Fact]
    public void An_impulse_comes_out_where_it_went_in_and_symmetric()
    {
        var resampler = new StreamingResampler(44_100, 22_050);
        var input = new float[4_000];
        input[2_000] = 1;
        var output = new float[resampler.MaxOutput(input.Length)];
        resampler.Process(input, output);
        Assert.Equal(output.Max(), output[1_000]);
        for (var i = 1; i < 60; i++)
        {
            Assert.Equal(output[1_000 - i], output[1_000 + i], 1e-6f);
        }
    }
}
