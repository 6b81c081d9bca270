using AvianVox.Monitor.Cli;

namespace AvianVox.Monitor.Tests.Cli;

/// <summary>What others wrote, on its way to terminals and spreadsheets.</summary>
public sealed class PlainOutputTests
{
    [Fact]
    public void No_control_character_reaches_a_terminal()
    {
        using var inner = new StringWriter();
        using var plain = new PlainWriter(inner);
        plain.Write("\u001b[2J");
        plain.Write('\u0007');
        plain.Write("\u009b1m".AsSpan());
        plain.Write(['a', '\b'], 0, 2);
        plain.WriteLine("\u202Egnos\tb\r");
        plain.WriteLine("{0}{1}", "\0", 1);
        Assert.Equal($"\uFFFD[2J\uFFFD\uFFFD1ma\uFFFD\uFFFDgnos\tb\r{inner.NewLine}\uFFFD1{inner.NewLine}", inner.ToString());
    }

    [Theory]
    [InlineData("Great Tit", "Great Tit")]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-rf", "'-rf")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a-b", "a-b")]
    [InlineData("", "")]
    public void No_cell_begins_as_a_formula_does(string text, string cell) => Assert.Equal(cell, CsvCell.Of(text));

    [Theory]
    [InlineData("dawn.flac", "did you mean --source dawn.flac?")]
    [InlineData("rtsp://admin:s3cr3t@camera/1", "did you mean --source rtsp://***@camera/1?")]
    public async Task What_stands_alone_behind_run_is_meant_to_be_listened_to(string input, string hint)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(64, await CommandLine.RunAsync(["run", input], output, error));
        Assert.Contains(hint, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error.ToString(), StringComparison.Ordinal);
    }
}
