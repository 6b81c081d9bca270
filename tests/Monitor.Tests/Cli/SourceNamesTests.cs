using AvianVox.Monitor.Cli;

namespace AvianVox.Monitor.Tests.Cli;

public sealed class SourceNamesTests
{
    [Theory]
    [InlineData("mic", "mic")]
    [InlineData("mic:USB Audio", "mic")]
    [InlineData("-", "stdin")]
    [InlineData("recordings/Dawn Chorus (2).wav", "dawn-chorus-2")]
    [InlineData("20240504_043000.WAV", "20240504-043000")]
    [InlineData("Vögel.flac", "v-gel")]
    [InlineData("___.wav", "recording")]
    public void Names_are_made_of_what_topics_allow(string input, string name) =>
        Assert.Equal((name, input), Assert.Single(SourceNames.Name([input])));

    [Fact]
    public void No_two_sources_have_the_same_name() =>
        Assert.Equal(["a", "a-2", "mic", "a-3"], SourceNames.Name(["a.wav", "b/a.wav", "mic", "A.flac"]).Select(pair => pair.Name));
}
