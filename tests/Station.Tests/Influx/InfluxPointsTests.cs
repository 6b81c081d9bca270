using System.Globalization;
using System.Text;
using AvianVox.Classification.Packages;
using AvianVox.Station.Influx;
using AvianVox.Station.Journal;
using AvianVox.Station.Messages;
using AvianVox.StationSupport;
using CsCheck;

namespace AvianVox.Station.Tests.Influx;

public sealed class InfluxPointsTests
{
    private const string Characters = " ,=\\\"\né鳥ab#z";

    /// <summary>Names with everything that the protocol makes special, and more.</summary>
    private static readonly Gen<string> Names = Gen.Int[0, Characters.Length - 1].Select(i => Characters[i]).Array[1, 12].Select(string.Concat);

    [Fact]
    public void A_detection_is_a_point_at_its_beginning_and_one_of_presence_in_each_minute()
    {
        var lasting = Samples.Detection(7) with { Id = new Guid("018f4227-3c40-7d3a-9b8e-0f5f3f1f6c1a"), Begin = Samples.Dawn.AddSeconds(59.5), End = Samples.Dawn.AddSeconds(121) };
        Assert.Equal(
            [
                "detection,model=starter\\ 0.1.0,scientific=Cuculus\\ canorus,source=mic,species=common-cuckoo,station=reed-bed confidence=0.9123,duration_s=61.5,id=\"018f4227-3c40-7d3a-9b8e-0f5f3f1f6c1a\" 1714797059500000000",
                .. new[] { 0, 60, 120 }.Select(second => $"presence,scientific=Cuculus\\ canorus,source=mic,species=common-cuckoo,station=reed-bed present=1i {1_714_797_000L + second}000000000"),
            ],
            Lines(InfluxPrecision.Ns, JournalJson.Detection("reed-bed", lasting, ended: true)));
    }

    [Fact]
    public void Frequencies_are_there_where_they_are_known_and_numbers_that_are_none_are_left_out()
    {
        var told = MessageJson.Read<DetectionMessage>(JournalJson.Detection("reed-bed", Samples.Detection(), ended: true));
        Assert.DoesNotContain("low_hz", Lines(InfluxPrecision.Ns, MessageJson.Write(told))[0], StringComparison.Ordinal);
        Assert.Contains("high_hz=4500,", Lines(InfluxPrecision.Ns, MessageJson.Write(told with { HighHz = 4_500 }))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Times_are_whole_units_exact_to_the_last_digit() =>
        Gen.Long[-62_135_596_800_000, 253_402_300_799_999].Sample(milliseconds =>
        {
            // Within what nanoseconds of 64 bits can tell.
            milliseconds %= 9_000_000_000_000;
            var begin = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            var payload = JournalJson.Detection("reed-bed", Samples.Detection() with { Begin = begin, End = begin }, ended: true);
            foreach (var (precision, units) in (ReadOnlySpan<(InfluxPrecision, long)>)
                [(InfluxPrecision.Ms, 1), (InfluxPrecision.Us, 1_000), (InfluxPrecision.Ns, 1_000_000)])
            {
                Assert.Equal((milliseconds * units).ToString(CultureInfo.InvariantCulture), Lines(precision, payload)[0].Split(' ')[^1]);
            }
        });

    [Fact]
    public void Confidences_are_read_back_as_they_were() =>
        Gen.Double[0, 1].Sample(value =>
        {
            var told = MessageJson.Read<DetectionMessage>(JournalJson.Detection("reed-bed", Samples.Detection(), ended: true)) with { Confidence = value };
            var line = Lines(InfluxPrecision.Ns, MessageJson.Write(told))[0];
            Assert.Equal(value, double.Parse(line.Split("confidence=")[1].Split(',')[0], CultureInfo.InvariantCulture));
        });

    [Fact]
    public void Whatever_the_names_are_a_reader_of_the_protocol_gets_them_back() =>
        Gen.Select(Names, Names, Names, Names).Sample((code, scientific, source, model) =>
        {
            var detection = Samples.Detection(0, source, new Label(0, scientific, "x", code, LabelKind.Bird)) with { Model = model };
            var line = Lines(InfluxPrecision.Ns, JournalJson.Detection("reed-bed", detection, ended: true))[0];
            Assert.DoesNotContain('\n', line);
            Assert.Equal(
                [("model", Name(model)), ("scientific", Name(scientific)), ("source", Name(source)), ("species", Name(code)), ("station", "reed-bed")],
                Tags(line));
        });

    private static List<string> Lines(InfluxPrecision precision, string payload) =>
        [.. new InfluxPoints("reed-bed", precision).Of(new JournalEntry(1, JournalKind.Event, Guid.Empty, "mic", payload)).Select(point => point.ToLineProtocol())];

    /// <summary>What a name becomes: without control characters and backslashes.</summary>
    private static string Name(string text) => text.Replace('\\', '/').Replace('\n', ' ');

    /// <summary>A reader by the protocol's description: special characters count where no backslash stands before them.</summary>
    private static List<(string Key, string Value)> Tags(string line)
    {
        var tags = new List<(string, string)>();
        var at = line.IndexOf(',', StringComparison.Ordinal);
        while (line[at] != ' ')
        {
            at++;
            tags.Add((Until(line, ref at, "="), Until(line, ref at, ", ")));
            at--;
        }

        return tags;
    }

    private static string Until(string line, ref int at, string end)
    {
        const string special = ",= ";
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
