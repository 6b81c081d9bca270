using AvianVox.Dsp.Resampling;
using CsCheck;

namespace AvianVox.Dsp.Tests.Resampling;

public sealed class SampleRateMapTests
{
    [Fact]
    public void Equal_rates_change_nothing() =>
        Gen.Select(Gen.Int[1_000, 500_000], Gen.Long[0, long.MaxValue / 500_000]).Sample((rate, position) => new SampleRateMap(rate, rate).Map(position) == position);

    [Fact]
    public void The_nearest_position_is_found() =>
        Gen.Select(Gen.Int[1_000, 500_000], Gen.Int[1_000, 500_000], Gen.Long[0, 1_000_000_000_000]).Sample((from, to, position) =>
        {
            var exact = (Int128)position * to;
            var mapped = (Int128)new SampleRateMap(from, to).Map(position) * from;
            Assert.True(Int128.Abs(exact - mapped) * 2 <= from);
        });
}
