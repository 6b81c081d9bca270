using AvianVox.Classification.Packages;

namespace AvianVox.Classification.Tests.Packages;

public sealed class LabelCodeTests
{
    [Theory]
    [InlineData("Abert's Towhee", "aberts-towhee")]
    [InlineData("Black-throated  Gray Warbler", "black-throated-gray-warbler")]
    [InlineData(" (Wind, rain) ", "wind-rain")]
    [InlineData("Anna’s Hummingbird 2", "annas-hummingbird-2")]
    public void Codes_are_lower_case_letters_digits_and_hyphens(string name, string code) => Assert.Equal(code, LabelCode.From(name));

    [Fact]
    public void A_name_that_leaves_nothing_is_refused() => Assert.Throws<ArgumentException>(() => LabelCode.From("夜鷺"));
}
