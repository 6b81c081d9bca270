using AvianVox.Training.Exploring;
using CsCheck;

namespace AvianVox.Training.Tests.Exploring;

public sealed class ValueCountsTests
{
    [Fact]
    public void Counts_mean_and_deviation_as_by_hand()
    {
        var counts = new ValueCounts(0, 4, 4);
        counts.Add([-5, 0, 1, 1.5f, 3.9f, 4, 99]);
        Assert.Equal([2, 2, 0, 3], counts.Counts);
        var two = new ValueCounts(0, 4, 4);
        two.Add([1, 3]);
        Assert.Equal((2L, 2.0, 1.0), (two.Count, two.Mean, two.Deviation));
    }

    [Fact]
    public void Parts_give_the_whole() =>
        Gen.Select(Gen.Int[-100, 100].Array[0, 20], Gen.Int[-100, 100].Array[0, 20]).Sample((first, second) =>
    {
        float[] a = [.. first.Select(v => v / 10f)];
        float[] b = [.. second.Select(v => v / 10f)];
        var (one, other, whole) = (new ValueCounts(-5, 5, 7), new ValueCounts(-5, 5, 7), new ValueCounts(-5, 5, 7));
        one.Add(a);
        other.Add(b);
        one.Add(other);
        whole.Add([.. a, .. b]);
        Assert.Equal(whole.Counts, one.Counts);
        Assert.Equal((whole.Count, whole.Counts.Sum()), (one.Count, one.Count));
        Assert.Equal(whole.Mean, one.Mean, 9);
        Assert.Equal(whole.Deviation, one.Deviation, 6);
    });
}
