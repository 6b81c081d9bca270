using AvianVox.Training.Fetching;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Tests.Fetching;

/// <summary>Filters and the queries made of them.</summary>
public sealed class FetchFilterTests
{
    private static readonly RemoteRecording Blackbird = new()
    {
        Id = "XC1",
        Name = new SpeciesName("Common Blackbird", "Turdus merula"),
        Address = new Uri("https://example.org/1"),
        Country = "Spain",
        Type = "song, flight call",
        Quality = "B",
        Seconds = 30,
        Licence = "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    };

    [Fact]
    public void Each_filter_refuses_by_its_name()
    {
        Assert.Null(new FetchFilter().Refuses(Blackbird));
        Assert.Null(
            new FetchFilter { Species = ["TURDUS MERULA"], Countries = ["spain"], Types = ["Song"], Quality = 'B', MinSeconds = 30, MaxSeconds = 30, Licences = ["BY-NC-SA"] }.Refuses(Blackbird));
        Assert.Null(new FetchFilter { Species = ["common blackbird"] }.Refuses(Blackbird));
        Assert.Equal("species", new FetchFilter { Species = ["Turdus"] }.Refuses(Blackbird));
        Assert.Equal("country", new FetchFilter { Countries = ["Peru"] }.Refuses(Blackbird));
        Assert.Equal("type", new FetchFilter { Types = ["drumming"] }.Refuses(Blackbird));
        Assert.Equal("quality", new FetchFilter { Quality = 'A' }.Refuses(Blackbird));
        Assert.Equal("quality", new FetchFilter { Quality = 'E' }.Refuses(Blackbird with { Quality = "" }));
        Assert.Equal("length", new FetchFilter { MinSeconds = 31 }.Refuses(Blackbird));
        Assert.Equal("length", new FetchFilter { MaxSeconds = 29 }.Refuses(Blackbird));
        Assert.Equal("length", new FetchFilter { MaxSeconds = 29 }.Refuses(Blackbird with { Seconds = null }));
    }

    [Theory]
    [InlineData("by-nc-sa", "//creativecommons.org/licenses/by-nc-sa/3.0/", true)]
    [InlineData("cc-by-nc-sa", "//creativecommons.org/licenses/by-nc-sa/3.0/", true)]
    [InlineData("by", "//creativecommons.org/licenses/by-nc-sa/3.0/", false)]
    [InlineData("by-nc-sa/4.0", "//creativecommons.org/licenses/by-nc-sa/3.0/", false)]
    [InlineData("cc0", "https://creativecommons.org/publicdomain/zero/1.0/", true)]
    [InlineData("public", "Public domain", true)]
    public void A_licence_is_matched_whole(string wanted, string licence, bool passes) =>
        Assert.Equal(passes ? null : "licence", new FetchFilter { Licences = [wanted] }.Refuses(Blackbird with { Licence = licence }));

    [Fact]
    public void Queries_ask_for_what_the_filters_want_and_pass_the_persons_own_on()
    {
        Assert.Equal(["gen:turdus q:A"], SearchQueries.Of(" gen:turdus q:A ", new FetchFilter()));
        Assert.Equal(
            [
                "sp:\"turdus merula\" mic:x cnt:\"Spain\" type:\"song\" q:\">C\" len:\"3-60\"",
                "en:\"=Song Thrush\" mic:x cnt:\"Spain\" type:\"song\" q:\">C\" len:\"3-60\"",
            ],
            SearchQueries.Of("mic:x", new FetchFilter { Species = ["Turdus merula", "Song Thrush"], Countries = ["Spain"], Types = ["song"], Quality = 'B', MinSeconds = 3.5, MaxSeconds = 60 }));
        Assert.Equal(
            ["cnt:\"Spain\" q:A"],
            SearchQueries.Of("", new FetchFilter { Countries = ["Spain"], Quality = 'A', Types = ["song", "call"] }));
        Assert.Throws<WorkshopException>(() => SearchQueries.Of("", new FetchFilter { Licences = ["by"] }));
    }

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData("0:07", 7.0)]
    [InlineData("1:02:30", 3_750.0)]
    [InlineData("", null)]
    [InlineData("long", null)]
    [InlineData("-1", null)]
    public void Lengths_are_read_as_catalogues_write_them(string text, double? seconds) =>
        Assert.Equal(seconds, CatalogueText.Seconds(text));

    [Theory]
    [InlineData("123", "XC123")]
    [InlineData("XC123", "XC123")]
    [InlineData("../../etc", "etc")]
    [InlineData("/", "")]
    public void A_number_can_be_part_of_a_file_name(string number, string id) => Assert.Equal(id, CatalogueText.Id(number));
}
