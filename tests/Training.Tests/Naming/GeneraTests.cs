using AvianVox.Training.Naming;

namespace AvianVox.Training.Tests.Naming;

public sealed class GeneraTests
{
    [Theory]
    [InlineData("Carduelis psaltria", "Spinus psaltria", false, true)]
    [InlineData("Dendroica caerulescens", "Setophaga caerulescens", false, true)]
    [InlineData("Parus caeruleus", "Cyanistes caeruleus", false, true)]
    [InlineData("Sturnus vulgaris", "Troglodytes vulgaris", false, false)]
    [InlineData("Erithacus rubecula", "Turdus migratorius", true, false)]
    [InlineData("Abc novus", "Xyz nova", true, true)]
    public void Species_that_were_moved_are_known(string one, string other, bool isSameEnglish, bool same) =>
        Assert.Equal(same, Genera.AreSynonyms(one, other, isSameEnglish));
}
