using AvianVox.Listening.Detection;
using AvianVox.Listening.Detection.Rules;
using AvianVox.StationSupport;

namespace AvianVox.Listening.Tests.Detection.Rules;

public sealed class RangeFileTests
{
    private const string Header = "species,weeks,months,south,north,west,east\n";

    [Fact]
    public void A_line_names_a_species_its_weeks_or_months_and_where()
    {
        var lines = Read(Header + "comcuc,14-30,,40,70,-10,40\n\"Great Tit\",,,,,,\nParus major,1,12,,,,\n", out var faults);
        Assert.Empty(faults);
        Assert.Equal(["comcuc", "Great Tit", "Parus major"], lines.Select(line => line.Species));
        Assert.Equal(["14-30", "1-48", "1, 45-48"], lines.Select(line => line.Weeks.ToString()));
        Assert.Equal([new GeoBox(40, 70, -10, 40), null, null], lines.Select(line => line.Box));
        Assert.Equal([2, 3, 4], lines.Select(line => line.Line));
    }

    [Fact]
    public void Columns_come_in_any_order_and_those_that_nobody_needs_may_be_missing()
    {
        var line = Assert.Single(Read("Months, Species\n4-8,comcuc\n", out var faults));
        Assert.Empty(faults);
        Assert.Equal(("comcuc", "13-32"), (line.Species, line.Weeks.ToString()));
    }

    [Theory]
    [InlineData("", "line 1: the header is ''")]
    [InlineData("name,weeks\n", "line 1: the header is 'name,weeks'")]
    [InlineData("species,species\n", "each once")]
    [InlineData("species,south\n", "line 1: the header names 1 of south, north, west, east")]
    [InlineData(Header + "comcuc,14-30\n", "line 2: has 2 fields, the header has 7")]
    [InlineData(Header + ",14,,,,,\n", "line 2: species is empty")]
    [InlineData(Header + "comcuc,49,,,,,\n", "line 2: weeks is '49'; allowed: numbers from 1 to 48")]
    [InlineData(Header + "comcuc,,may,,,,\n", "line 2: months is 'may'; allowed: numbers from 1 to 12")]
    [InlineData(Header + "\ncomcuc,,,91,95,0,0\n", "line 3: south is '91'; allowed: degrees from -90 to 90")]
    [InlineData(Header + "comcuc,,,50,,0,0\n", "line 2: north is ''")]
    [InlineData(Header + "comcuc,,,50,40,0,0\n", "line 2: south is 50, more than north, 40")]
    [InlineData(Header + "\"comcuc,,,,,,\n", "line 2: a quote is never closed")]
    public void What_is_wrong_is_told_with_its_line(string text, string fault)
    {
        Assert.Empty(Read(text, out var faults));
        Assert.Contains(faults, told => told.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_are_told_at_once_and_good_lines_are_read_all_the_same()
    {
        Assert.Single(Read(Header + "a,77,13,,,,\nb,,,,,,\nc,,,1,2,3,400\n", out var faults));
        Assert.Equal(3, faults.Count);
    }

    [Fact]
    public void A_table_adds_up_the_lines_of_a_species_that_hold_at_the_place()
    {
        var lines = Read(Header + "comcuc,14-20,,40,60,-10,10\ncuculus canorus,25,,40,60,-10,10\ncomcuc,1-48,,-40,0,-10,10\nnobody,1,,,,,\n", out _);
        var table = RangeTable.Create(lines, DetectorBench.Labels, new GeoPoint(51.5, -0.1), UnlistedSpecies.Reject);
        Assert.Equal("14-20, 25", table.Weeks[0].ToString());
        Assert.True(table.Weeks[2].IsEmpty);
        Assert.Equal("nobody", Assert.Single(table.Unknown).Species);
        Assert.Equal(WeekSet.All, RangeTable.Create(lines, DetectorBench.Labels, null, UnlistedSpecies.Allow).Weeks[2]);
    }

    [Theory]
    [InlineData(-17, 179.5, true)]
    [InlineData(-17, -179.5, true)]
    [InlineData(-17, 0, false)]
    [InlineData(10, 179.5, false)]
    public void A_box_may_cross_the_180th_meridian(double latitude, double longitude, bool inside) =>
        Assert.Equal(inside, new GeoBox(-20, -10, 170, -170).Contains(latitude, longitude));

    private static IReadOnlyList<RangeLine> Read(string text, out List<string> faults)
    {
        faults = [];
        return RangeFile.Parse(text, faults);
    }
}
