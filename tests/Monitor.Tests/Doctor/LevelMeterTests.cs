using AvianVox.Audio.Sources;
using AvianVox.Monitor.Doctor;

namespace AvianVox.Monitor.Tests.Doctor;

public sealed class LevelMeterTests
{
    private const int Rate = 8_000;

    [Fact]
    public void A_sine_lies_three_decibels_below_its_peak()
    {
        var meter = new LevelMeter(Rate);
        meter.Write(Sine(Rate, 0.5));
        var levels = meter.Levels;
        Assert.Equal(-9.03, levels.Rms, 0.02);
        Assert.Equal(-6.02, levels.Peak, 0.02);
        Assert.Equal(-9.03, levels.Floor, 0.1);
        Assert.Equal(0, levels.Clipped);
        Assert.Equal(0, levels.Offset, 3);
        Assert.Equal(Rate, levels.Samples);
    }

    [Fact]
    public void The_floor_is_what_is_left_between_calls()
    {
        var meter = new LevelMeter(Rate);
        for (var call = 0; call < 5; call++)
        {
            meter.Write(Sine(Rate / 2, 0.001));
            meter.Write(Sine(Rate / 2, 0.5));
        }

        Assert.Equal(-63.0, meter.Levels.Floor, 0.5);
    }

    [Fact]
    public void Samples_at_full_scale_are_counted()
    {
        var meter = new LevelMeter(Rate);
        meter.Write([1, -1, 0, 0, 0, 0, 0, 0, 0, 0.5f]);
        Assert.Equal(0.2, meter.Levels.Clipped, 6);
        Assert.Equal(0.05, meter.Levels.Offset, 6);
    }

    [Fact]
    public void Silence_has_no_level_and_nothing_has_none_either()
    {
        var meter = new LevelMeter(Rate);
        Assert.Equal(0, meter.Levels.Samples);
        meter.Write(new float[Rate]);
        Assert.Equal(double.NegativeInfinity, meter.Levels.Peak);
        meter.WriteGap(100, GapCause.Overflow);
        Assert.Equal(Rate + 100, meter.Position);
    }

    private static float[] Sine(int length, double size) =>
        [.. Enumerable.Range(0, length).Select(i => (float)(size * Math.Sin(2 * Math.PI * 1_000 * i / Rate)))];
}
