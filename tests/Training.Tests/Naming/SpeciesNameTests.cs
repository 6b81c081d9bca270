using AvianVox.Training.Naming;

namespace AvianVox.Training.Tests.Naming;

/// <summary>Names as people write them.</summary>
public sealed class SpeciesNameTests
{
    [Theory]
    [InlineData("Common Blackbird", "Common Blackbird", "", "common-blackbird")]
    [InlineData("Turdus merula", "", "Turdus merula", "turdus-merula")]
    [InlineData("Turdus_merula", "", "Turdus merula", "turdus-merula")]
    [InlineData("Common Blackbird (Turdus merula)", "Common Blackbird", "Turdus merula", "turdus-merula")]
    [InlineData("Turdus merula_Common Blackbird", "Common Blackbird", "Turdus merula", "turdus-merula")]
    [InlineData("Song_Thrush", "Song Thrush", "", "song-thrush")]
    [InlineData("Noise", "Noise", "", "noise")]
    [InlineData("Дрозд", "Дрозд", "", "unnamed")]
    public void A_name_is_read(string text, string common, string scientific, string folder)
    {
        var name = SpeciesName.Parse(text);
        Assert.Equal((common, scientific, folder), (name.Common, name.Scientific, name.Folder));
        Assert.True(name.Shown.Length > 0 && name.Identity.Length > 0);
    }
}
