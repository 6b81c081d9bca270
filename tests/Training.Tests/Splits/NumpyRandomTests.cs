using System.Text.Json;
using AvianVox.TestSupport;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Tests.Splits;

public class NumpyRandomTests
{
    [Fact]
    public void Outputs_fractions_and_shuffles_are_those_of_the_reference_values()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(SharedData.Require("seed/numpy_rng_oracles.json")));
        var expected = json.RootElement;
        var (words, fractions, small, large) = (
            new NumpyRandom(37), new NumpyRandom(37), Enumerable.Range(0, 10).ToArray(), Enumerable.Range(0, 1820).ToArray());
        new NumpyRandom(37).Shuffle<int>(small);
        new NumpyRandom(37).Shuffle<int>(large);
        Assert.Equal(Values<uint>("seed37_uint32_first4"), Enumerable.Range(0, 4).Select(_ => words.NextUInt32()));
        Assert.Equal(Values<double>("seed37_u01_first5"), Enumerable.Range(0, 5).Select(_ => fractions.NextDouble()));
        Assert.Equal(Values<int>("seed37_shuffle_arange10"), small);
        Assert.Equal(Values<int>("seed37_shuffle_arange1820_first10"), large[..10]);
        Assert.Equal(expected.GetProperty("offset_seed2_len16").GetInt32(), (int)new NumpyRandom(2).Uniform(0, 16));
        Assert.Equal(expected.GetProperty("offset_seed4_len10").GetInt32(), (int)new NumpyRandom(4).Uniform(0, 10));
        Assert.Equal(expected.GetProperty("offset_seed4_len3").GetInt32(), (int)new NumpyRandom(4).Uniform(0, 3));

        T[] Values<T>(string name) => expected.GetProperty(name).Deserialize<T[]>()!;
    }

    /// <summary>Values printed by NumPy 1.24.2, one after the other from one RandomState(2**32 - 1).</summary>
    [Fact]
    public void Every_kind_of_draw_uses_up_as_much_as_NumPy_does()
    {
        var random = new NumpyRandom(uint.MaxValue);
        Assert.Equal([0.0976320289940138, 0.9123828453026218], [random.NextDouble(), random.NextDouble()]);
        Assert.Equal([5, 1, 3, 2, 0, 4], random.Permutation(6));
        Assert.Equal([-5, -3, 5, 1, 2, 2], Integers(6, -5, 6));
        Assert.Equal([920902176270, 710062034121], Integers(2, 0, 1L << 40));
        Assert.Equal([2024276873, 780684889], Integers(2, 0, 1L << 32));
        Assert.Equal([-3992951050071174812], Integers(1, long.MinValue, long.MaxValue));
        Assert.Equal(1.08365300953835, random.Uniform(3, -2), 14);
        Assert.Equal([40, 20], random.Permutation([10, 20, 30, 40])[..2]);

        long[] Integers(int count, long low, long high) => [.. Enumerable.Range(0, count).Select(_ => random.Integer(low, high))];
    }

    [Fact]
    public void A_range_of_one_number_uses_up_nothing_and_an_empty_one_is_refused()
    {
        var random = new NumpyRandom(0);
        Assert.Equal(7, random.Integer(7, 8));
        Assert.Equal(2357136044u, random.NextUInt32());
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Integer(8, 8));
    }
}
