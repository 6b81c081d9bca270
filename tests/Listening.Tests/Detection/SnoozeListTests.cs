using AvianVox.Listening.Detection;
using AvianVox.StationSupport;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Listening.Tests.Detection;

public sealed class SnoozeListTests
{
    private readonly FakeTimeProvider _time = new();

    private readonly SnoozeList _snooze;

    public SnoozeListTests()
    {
        _snooze = new SnoozeList(DetectorBench.Labels, TimeSpan.FromHours(24), _time);
    }

    [Theory]
    [InlineData("comcuc")]
    [InlineData("cuculus canorus")]
    [InlineData("Common Cuckoo")]
    public void A_species_is_silent_for_the_time_asked_for_and_no_other(string name)
    {
        Assert.Null(_snooze.Snooze(name, TimeSpan.FromMinutes(10)));
        Assert.Equal([new SnoozedSpecies("comcuc", TimeSpan.FromMinutes(10))], _snooze.Active);
        Assert.Equal(TimeSpan.Zero, _snooze.Left("gretit1"));
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(TimeSpan.FromMinutes(1), _snooze.Left("comcuc"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.Zero, _snooze.Left("comcuc"));
        Assert.Empty(_snooze.Active);
    }

    [Fact]
    public void All_are_silent_as_long_as_the_longer_of_both_silences()
    {
        Assert.Null(_snooze.Snooze("comcuc", TimeSpan.FromMinutes(10)));
        Assert.Null(_snooze.Snooze(null, TimeSpan.FromMinutes(5)));
        Assert.Equal(TimeSpan.FromMinutes(10), _snooze.Left("comcuc"));
        Assert.Equal(TimeSpan.FromMinutes(5), _snooze.Left("gretit1"));
    }

    [Fact]
    public void Waking_a_species_leaves_the_others_and_waking_all_leaves_none()
    {
        _snooze.Snooze("comcuc", TimeSpan.FromMinutes(10));
        _snooze.Snooze("gretit1", TimeSpan.FromMinutes(10));
        Assert.Null(_snooze.Wake("comcuc"));
        Assert.Equal("gretit1", Assert.Single(_snooze.Active).Code);
        Assert.Null(_snooze.Wake(null));
        Assert.Empty(_snooze.Active);
    }

    [Fact]
    public void What_cannot_be_done_is_told_and_changes_nothing()
    {
        Assert.Contains("the nearest is Common Cuckoo", _snooze.Snooze("Common Cukoo", TimeSpan.FromMinutes(1)), StringComparison.Ordinal);
        Assert.Contains("no label", _snooze.Wake("raven"), StringComparison.Ordinal);
        Assert.Contains("at most 1440 min", _snooze.Snooze("comcuc", TimeSpan.FromHours(25)), StringComparison.Ordinal);
        Assert.NotNull(_snooze.Snooze(null, TimeSpan.Zero));
        Assert.Empty(_snooze.Active);
    }
}
