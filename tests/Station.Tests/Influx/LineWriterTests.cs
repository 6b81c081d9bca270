using System.Globalization;
using System.Text;
using AvianVox.Station.Influx;
using CsCheck;

namespace AvianVox.Station.Tests.Influx;

public sealed class LineWriterTests
{
    private const string Characters = " ,=\\\"\né鳥ab#z";

    /// <summary>Names with everything that the protocol makes special, and more.</summary>
    private static readonly Gen<string> Names = Gen.Int[0, Characters.Length - 1].Select(i => Characters[i]).Array[1, 12].Select(string.Concat);

    [Fact]
    public void A_point_is_written_as_the_protocol_says()
    {
        var lines = new LineWriter();
        lines.Point("detection, x").Tag("sta tion", "reed=bed").Tag("empty", "").Field("confidence", 0.9123).Field("id", "say \"ah\\\"").Field("count", 3L).At(1_714_797_007_000);
        Assert.Equal("detection\\,\\ x,sta\\ tion=reed\\=bed confidence=0.9123,id=\"say \\\"ah\\\\\\\"\",count=3i 1714797007000\n", lines.ToString());
    }

    [Fact]
    public void What_the_protocol_cannot_carry_is_left_out_and_a_point_without_fields_is_none()
    {
        var lines = new LineWriter();
        lines.Point("a").Field("x", double.NaN).Field("y", double.PositiveInfinity).Field("z", (double?)null).Field("t", (string?)null).At(1);
        lines.Point("b").Field("x", 1e-7).Field("y", double.NegativeInfinity).At(2);
        Assert.Equal("b x=1E-07 2\n", lines.ToString());
    }

    [Fact]
    public void Numbers_are_read_back_as_they_were()
    {
        Gen.Double.Where(double.IsFinite).Sample(value =>
        {
            var lines = new LineWriter();
            lines.Point("m").Field("v", value).At(0);
            Assert.Equal(value, double.Parse(lines.ToString()["m v=".Length..^" 0\n".Length], CultureInfo.InvariantCulture));
        });
    }

    [Fact]
    public void Whatever_the_names_are_a_reader_of_the_protocol_gets_them_back()
    {
        Gen.Select(Names, Names, Names, Names, Names, Gen.Long).Sample((measurement, tag, value, field, text, time) =>
        {
            var lines = new LineWriter();
            lines.Point(measurement).Tag(tag, value).Field(field, text).At(time);
            var line = Assert.Single(lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.Equal((Name(measurement), Name(tag), Name(value), Name(field), text.Replace('\n', ' '), time), Parse(line));
        });
    }

    /// <summary>What a name becomes: without control characters and backslashes.</summary>
    private static string Name(string text) => text.Replace('\\', '/').Replace('\n', ' ');

    /// <summary>A reader by the protocol's description: special characters count where no backslash stands before them.</summary>
    private static (string Measurement, string Tag, string Value, string Field, string Text, long Time) Parse(string line)
    {
        var at = 0;
        var measurement = Until(line, ref at, ",", ", ");
        var tag = Until(line, ref at, "=", ",= ");
        var value = Until(line, ref at, " ", ",= ");
        var field = Until(line, ref at, "=", ",= ");
        Assert.Equal('"', line[at++]);
        var text = new StringBuilder();
        for (; line[at] != '"'; at++)
        {
            if (line[at] == '\\' && line[at + 1] is '"' or '\\')
            {
                at++;
            }

            text.Append(line[at]);
        }

        Assert.Equal(' ', line[++at]);
        return (measurement, tag, value, field, text.ToString(), long.Parse(line[(at + 1)..], CultureInfo.InvariantCulture));
    }

    private static string Until(string line, ref int at, string end, string special)
    {
        var text = new StringBuilder();
        while (!end.Contains(line[at], StringComparison.Ordinal))
        {
            if (line[at] == '\\' && special.Contains(line[at + 1], StringComparison.Ordinal))
            {
                at++;
            }
            else
            {
                // An end of another kind in the middle would cut the name off.
                Assert.DoesNotContain(line[at], special);
            }

            text.Append(line[at++]);
        }

        at++;
        return text.ToString();
    }
}
