using System.Text;
using AvianVox.TestSupport;
using AvianVox.Training.Files;

namespace AvianVox.Training.Tests.Files;

public sealed class TableTextTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(",", "commas")]
    [InlineData(";", "semicolons")]
    [InlineData("\t", "tabs")]
    public void What_stands_between_fields_is_found_out(string separator, string named)
    {
        var table = Read(
            Encoding.UTF8.GetBytes(string.Join(separator, "file", "\"a, b; c\"") + "\n" + string.Join(separator, "x.wav", "Grünfink") + "\n"));
        Assert.Equal((named, "a, b; c"), (table.SeparatorName, table.Header[1]));
        Assert.Equal(["x.wav", "Grünfink"], Assert.Single(table.Rows).Fields);
    }

    [Fact]
    public void Encodings_are_told_apart()
    {
        const string Text = "file,species\na.wav,Grünfink\n";
        var latin = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        foreach (var bytes in new[]
        {
            Encoding.UTF8.GetBytes(Text), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)],
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)],
            [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Text)], latin.GetBytes(Text),
            Encoding.UTF8.GetBytes("sep=,\r\n" + Text),
        })
        {
            Assert.Equal("Grünfink", Read(bytes).Rows[0].Fields[1]);
        }
    }

    private TableText Read(byte[] bytes)
    {
        File.WriteAllBytes(_temp.File("t.csv"), bytes);
        return TableText.Read(_temp.File("t.csv"));
    }
}
