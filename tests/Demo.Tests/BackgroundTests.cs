using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Tests;

public class BackgroundTests
{
    [Fact]
    public void Above_the_wind_each_octave_has_the_same_power()
    {
        var spectrum = new LongSpectrum(Make(1, 0, 10), DawnChorus.SampleRate);

        var octaves = new[] { 1_500.0, 3_000, 6_000 }.Select(hz => 10 * Math.Log10(spectrum.Between(hz, 2 * hz))).ToArray();
        Assert.InRange(octaves.Max() - octaves.Min(), 0, 1.5);
    }

    [Fact]
    public void Wind_rules_below_200_hertz()
    {
        var spectrum = new LongSpectrum(Make(1, 0, 10), DawnChorus.SampleRate);

        Assert.True(spectrum.Between(20, 200) > 3 * spectrum.Between(400, 20_000));
    }

    [Fact]
    public void Wind_comes_in_gusts()
    {
        var samples = Make(3, 0, 30);

        var levels = samples.Chunk(DawnChorus.SampleRate).Select(second => second.Average(sample => (double)sample * sample)).ToArray();
        Assert.True(levels.Max() > 4 * levels.Min());
    }

    [Fact]
    public void A_second_is_the_same_whatever_was_made_before()
    {
        Assert.Equal(Make(7, 5, 1), Make(7, 3, 3)[(2 * DawnChorus.SampleRate)..]);
    }

    private static float[] Make(ulong seed, int first, int seconds)
    {
        var background = new Background(seed);
        var samples = new float[seconds * DawnChorus.SampleRate];
        for (var i = 0; i < seconds; i++)
        {
            background.Add(first + i, samples.AsSpan(i * DawnChorus.SampleRate, DawnChorus.SampleRate));
        }

        return samples;
    }
}
