using AvianVox.Station.Camera;

namespace AvianVox.Station.Tests.Camera;

public sealed class ShotTextTests
{
    [Fact]
    public void Every_placeholder_is_filled_in()
    {
        Assert.Equal(
            "Common Cuckoo|Cuculus canorus|common-cuckoo|0.91|2024-05-04T04:30:01.000Z|mic|reed-bed|nest|018f4227-3c40-7d3a-9b8e-0f5f3f1f6c1a|/pictures/cuckoo.jpg",
            ShotText.Fill(string.Join('|', ShotText.Names.Select(name => $"{{{name}}}")), Shots.Cuckoo()));
    }

    [Fact]
    public void What_is_filled_in_is_not_read_again_and_can_be_escaped()
    {
        var shot = Shots.Cuckoo(species: "{path} & more");
        Assert.Equal("{path} & more", ShotText.Fill("{species}", shot));
        Assert.Equal("%7Bpath%7D%20%26%20more", ShotText.Fill("{species}", shot, Uri.EscapeDataString));
    }

    [Fact]
    public void Unknown_placeholders_are_named() =>
        Assert.Equal(["{bird}", "{conf}"], ShotText.Unknown("{bird} {species} {conf} {} {Species}"));

    [Fact]
    public void The_environment_holds_the_same()
    {
        var environment = ShotText.Environment(Shots.Cuckoo()).ToDictionary();
        Assert.Equal("Common Cuckoo", environment["AVIANVOX_SPECIES"]);
        Assert.Equal(ShotText.Names.Count, environment.Count);
    }
}
