using System.Text;
using AvianVox.Classification.Packages;
using CsCheck;

namespace AvianVox.Classification.Tests.Packages;

public sealed class CsvTextTests
{
    [Fact]
    public void Any_fields_survive_a_round_trip()
    {
        var field = Gen.Char["ab ,\"\n\r'é"].Array[0, 6].Select(c => new string(c));
        Gen.Select(Gen.String[0, 3], field.Array[2, 5].Array[1, 5]).Sample((_, records) =>
        {
            var text = new StringBuilder();
            foreach (var record in records)
            {
                CsvText.AppendRecord(text, record);
            }

            Assert.Equal(records, CsvText.Parse(text.ToString()).Select(r => r.Fields));
        }, iter: 2_000);
    }

    [Fact]
    public void Line_ends_byte_order_marks_and_empty_lines_do_not_matter_and_lines_are_counted()
    {
        var records = CsvText.Parse("\uFEFFa,b\r\n\r\n\"1\n2\",x\n,\n3,");
        Assert.Equal([(1, "a|b"), (3, "1\n2|x"), (5, "|"), (6, "3|")], records.Select(r => (r.Line, string.Join('|', r.Fields))));
    }

    [Theory]
    [InlineData("a,b\n1,\"2\n3\n", "line 2: a quote is never closed")]
    [InlineData("a,b\n\"1\"x,2\n", "line 2: text follows a closing quote")]
    public void Broken_quotes_are_named_by_line(string text, string message)
        => Assert.StartsWith(message, Assert.Throws<FormatException>(() => CsvText.Parse(text)).Message, StringComparison.Ordinal);
}
