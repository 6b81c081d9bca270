using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Tests.Detection;

public sealed class NearestNameTests
{
    private static readonly string[] Known =
        ["rain", "European Robin", "Erithacus rubecula", "european-robin", "Great Tit", "Great Spotted Woodpecker", "Eurasian Blue Tit", "Cetti's Warbler", "Garden Warbler", "Eurasian Wren", "wind"];

    [Theory]
    [InlineData("Robin", "European Robin")]
    [InlineData("robin", "European Robin")]
    [InlineData("Robbin", "European Robin")]
    [InlineData("Cettis Warbler", "Cetti's Warbler")]
    [InlineData("cetti\u2019s warbler", "Cetti's Warbler")]
    [InlineData("Woodpecker", "Great Spotted Woodpecker")]
    [InlineData("Blue Tit", "Eurasian Blue Tit")]
    [InlineData("Great Titt", "Great Tit")]
    [InlineData("Wern", "Eurasian Wren")]
    [InlineData("Erithacus rubecola", "Erithacus rubecula")]
    [InlineData("windd", "wind")]
    public void Words_come_before_letters(string written, string meant) => Assert.Equal(meant, NearestName.Of(Known, written));

    [Fact]
    public void Of_nothing_nothing_is_near() => Assert.Null(NearestName.Of([], "Robin"));
}
