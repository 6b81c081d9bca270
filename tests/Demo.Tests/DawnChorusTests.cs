using CsCheck;

namespace AvianVox.Demo.Tests;

public class DawnChorusTests
{
    private const int Seconds = 20;

    private static readonly Lazy<float[]> Reference = new(() =>
    {
        var samples = new float[Seconds * DawnChorus.SampleRate];
        new DawnChorus(5).Read(0, samples);
        return samples;
    });

    [Fact]
    public void The_same_seed_gives_the_same_samples()
    {
        var again = new float[Seconds * DawnChorus.SampleRate];
        new DawnChorus(5).Read(0, again);

        Assert.Equal(Reference.Value, again);
    }

    [Fact]
    public void Another_seed_gives_other_samples()
    {
        var other = new float[DawnChorus.SampleRate];
        new DawnChorus(6).Read(0, other);

        Assert.NotEqual(Reference.Value[..DawnChorus.SampleRate], other);
    }

    [Fact]
    public void Samples_depend_neither_on_blocks_nor_on_what_was_read_before()
    {
        var chorus = new DawnChorus(5);
        Gen.Select(Gen.Int[0, (Seconds - 2) * DawnChorus.SampleRate], Gen.Int[1, 2 * DawnChorus.SampleRate]).Sample(
            (first, count) =>
            {
                var block = new float[count];
                chorus.Read(first, block);
                return block.AsSpan().SequenceEqual(Reference.Value.AsSpan(first, count));
            },
            iter: 12,
            threads: 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    public void Two_minutes_are_finite_and_stay_below_full_scale(ulong seed)
    {
        var chorus = new DawnChorus(seed);
        var second = new float[DawnChorus.SampleRate];
        for (var i = 0; i < 120; i++)
        {
            chorus.Read((long)i * second.Length, second);

            // A sample that is not a number would come out as infinite.
            Assert.InRange(Loudness.Peak(second), 0.001f, 0.6f);
        }
    }

    [Fact]
    public void Birds_are_heard_when_the_programme_says()
    {
        var chorus = new DawnChorus(5);
        foreach (var solo in chorus.Programme.Minute(0).Where(solo => solo.End < Seconds * DawnChorus.SampleRate))
        {
            var sung = Reference.Value.AsSpan((int)solo.Begin, (int)(solo.End - solo.Begin));
            var expected = Math.Pow(10, solo.PeakDecibels / 20);

            // The background adds or takes a little.
            Assert.InRange(Loudness.Peak(sung), expected - 0.05, expected + 0.05);
        }
    }
}
