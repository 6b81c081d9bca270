using AvianVox.Training.Naming;

namespace AvianVox.Training.Tests.Naming;

public sealed class NameKeyTests
{
    [Theory]
    [InlineData("Rüppell's Warbler", "ru\u0308ppell\u2019s warbler")]
    [InlineData("Black-capped Chickadee", "Black capped  chickadee")]
    [InlineData("Pájaro", "pa\u0301jaro")]
    [InlineData("Домовой", "домовои\u0306")]
    [InlineData("ガビチョウ", "カ\u3099ヒ\u3099チョウ")]
    [InlineData("참새", "\u110E\u1161\u11B7\u1109\u1162")]
    public void Other_spellings_of_one_name_have_one_key(string one, string other) => Assert.Equal(NameKey.Of(one), NameKey.Of(other));

    [Fact]
    public void Names_that_differ_by_more_have_other_keys()
    {
        Assert.NotEqual(NameKey.Of("カケス"), NameKey.Of("ガケス"));
        Assert.NotEqual(NameKey.Of("Great Tit"), NameKey.Of("Great Tits"));
    }

    [Fact]
    public void A_person_is_one_in_either_order() =>
        Assert.Equal(NameKey.OfPerson("Ann  Exámple"), NameKey.OfPerson("EXAMPLE, Ann"));
}
