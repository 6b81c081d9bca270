using AvianVox.Classification.Packages;

namespace AvianVox.Classification.Tests.Packages;

/// <summary>Names that go to terminals, logs, topics and files.</summary>
public sealed class LabelNamesTests
{
    [Theory]
    [InlineData("Townsend's Warbler", true)]
    [InlineData("Grünfink, \"der\" = @+-", true)]
    [InlineData("\u0633\u0627\u0631\u200C\u0647\u0627", true)]
    [InlineData("Great\u001b[2JTit", false)]
    [InlineData("Great\rTit", false)]
    [InlineData("Great\u0085Tit", false)]
    [InlineData("Great\u2028Tit", false)]
    [InlineData("Great \u202EtiT", false)]
    public void No_control_character_is_part_of_a_name(string name, bool isName)
    {
        Assert.Equal(isName, LabelsFile.Faults([new Label(0, "Parus major", name, "great-tit", LabelKind.Bird)]).Count == 0);
        Assert.Equal(isName, LabelsFile.Faults([new Label(0, name, "Great Tit", "great-tit", LabelKind.Bird)]).Count == 0);
        Assert.Equal(isName, PlainText.Line(name) == name);
    }

    [Fact]
    public void A_name_of_several_lines_is_told_in_one()
    {
        Assert.Empty(LabelsFile.Faults([new Label(0, "Noise", "Wind\nand rain", "noise", LabelKind.Noise)]));
        Assert.Equal("Wind and rain", PlainText.Line("Wind\nand rain"));
    }
}
