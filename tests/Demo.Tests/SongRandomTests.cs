using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Tests;

public class SongRandomTests
{
    [Fact]
    public void It_is_SplitMix64()
    {
        // First outputs for seed 1234567, as the generator's reference implementation gives them.
        var random = new SongRandom(1_234_567);

        Assert.Equal(6_457_827_717_110_365_317UL, random.Next());
        Assert.Equal(3_203_168_211_198_807_973UL, random.Next());
        Assert.Equal(9_817_491_932_198_370_423UL, random.Next());
    }

    [Fact]
    public void A_shuffle_keeps_every_item()
    {
        var items = Enumerable.Range(0, 20).ToArray();
        new SongRandom(3).Shuffle<int>(items);

        Assert.NotEqual(Enumerable.Range(0, 20), items);
        Assert.Equal(Enumerable.Range(0, 20), items.Order());
    }
}
