using AvianVox.Station.Camera;
using AvianVox.Station.Identity;
using AvianVox.StationSupport;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Station.Tests.Camera;

public sealed class CameraTriggerTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("mic", 0.8, true)]
    [InlineData("mic", 0.79, false)]
    [InlineData("pond", 0.9, false)]
    public void A_camera_is_bound_to_sources_and_confidence(string source, double confidence, bool isFor) =>
        Assert.Equal(isFor, Trigger(new CameraOptions { Sources = ["mic"] }).IsFor(Samples.Detection(source: source) with { Confidence = confidence }));

    [Fact]
    public void A_camera_is_bound_to_species()
    {
        Assert.True(Trigger(new CameraOptions(), ["common-cuckoo"]).IsFor(Samples.Detection()));
        Assert.False(Trigger(new CameraOptions(), ["great-tit"]).IsFor(Samples.Detection()));
    }

    [Fact]
    public void After_a_trigger_it_cools_down()
    {
        var trigger = Trigger(new CameraOptions { CoolDownSeconds = 60 });
        Assert.Null(trigger.TryTake());
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("it cools down", trigger.TryTake());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(trigger.TryTake());
    }

    [Fact]
    public void In_any_hour_it_is_triggered_so_often_and_no_more()
    {
        var trigger = Trigger(new CameraOptions { CoolDownSeconds = 0, MostPerHour = 3 });
        Assert.Null(trigger.TryTake());
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(trigger.TryTake());
        Assert.Null(trigger.TryTake());
        Assert.Contains("often enough", trigger.TryTake(), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(trigger.TryTake());
        Assert.NotNull(trigger.TryTake());
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(trigger.TryTake());
    }

    [Fact]
    public void At_night_a_camera_for_the_day_rests_and_the_night_costs_nothing()
    {
        var isDay = false;
        var options = new CameraOptions { DayOnly = true };
        var trigger = new CameraTrigger(options, null, _ => isDay, _time);
        Assert.Equal("the sun is down", trigger.TryTake());
        isDay = true;
        Assert.Null(trigger.TryTake());
    }

    [Theory]
    [InlineData(51.5, 0, "2024-06-21T12:00:00Z", true)]
    [InlineData(51.5, 0, "2024-06-21T01:00:00Z", false)]
    [InlineData(51.5, 0, "2024-12-21T07:00:00Z", false)]
    [InlineData(-18, 178, "2024-06-21T00:00:00Z", true)]
    [InlineData(-18, 178, "2024-06-21T12:00:00Z", false)]
    [InlineData(-18, -178, "2024-06-21T23:30:00Z", true)]
    [InlineData(78, 15, "2024-06-21T23:00:00Z", true)]
    [InlineData(78, 15, "2024-12-21T11:00:00Z", false)]
    public void The_sun_is_up_by_day_wherever_the_station_is(double latitude, double longitude, string at, bool isDay) =>
        Assert.Equal(isDay, Daylight.IsDay(new IdentityOptions { Latitude = latitude, Longitude = longitude }, DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)));

    private CameraTrigger Trigger(CameraOptions options, string[]? species = null) =>
        new(options, species?.ToHashSet(), _ => throw new InvalidOperationException("nobody asked for the sun"), _time);
}
