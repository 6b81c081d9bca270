using AvianVox.Demo;
using AvianVox.Monitor.Demo;

namespace AvianVox.Monitor.Tests.Demo;

public class ScorecardTests
{
    private const long Minute = (long)Programme.MinuteSeconds * DawnChorus.SampleRate;

    private readonly Programme _programme = new(1);

    [Fact]
    public void A_species_that_sings_meanwhile_is_right_and_any_other_wrong()
    {
        var card = new Scorecard(_programme);
        var (first, second) = (_programme.Minute(0)[0], _programme.Minute(0)[1]);

        Assert.True(card.IsRight(Heard.Of(first, first.Begin + 1_000, first.End)));
        Assert.True(card.IsRight(Heard.Of(first, first.Begin - 50_000, first.Begin + 10)));
        Assert.False(card.IsRight(Heard.Of(first, second.Begin, second.End)));
    }

    [Fact]
    public void Solos_tell_the_best_detection_of_their_species()
    {
        var card = new Scorecard(_programme);
        var solos = _programme.Minute(0);
        card.Note(Heard.Of(solos[0], solos[0].Begin, solos[0].End, 0.6));
        card.Note(Heard.Of(solos[0], solos[0].Begin, solos[0].End, 0.8));
        card.Note(Heard.Of(solos[2], solos[1].Begin, solos[1].End, 0.9));

        var told = card.Solos(solos[2].End);

        Assert.Equal([0.8, null, null], told.Select(entry => entry.Confidence));
        Assert.Equal(solos.Take(3).Select(solo => solo.Begin), told.Select(entry => entry.Solo.Begin));
        Assert.Equal(0.9, Assert.Single(card.Wrong()).Confidence);
    }

    [Fact]
    public void A_solo_counts_as_soon_as_it_has_begun()
    {
        var card = new Scorecard(_programme);
        var first = _programme.Minute(0)[0];
        card.Note(Heard.Of(first, first.Begin, first.Begin + 1_000, 0.7));

        Assert.Empty(card.Solos(0));
        Assert.Empty(card.Solos(first.Begin));
        Assert.Equal((first.Begin, 0.7), Assert.Single(card.Solos(first.Begin + 1_001).Select(entry => (entry.Solo.Begin, entry.Confidence))));
    }

    [Fact]
    public void The_end_of_a_detection_replaces_its_confirmation()
    {
        var card = new Scorecard(_programme);
        var solo = _programme.Minute(0)[0];
        var begun = Heard.Of(solo, solo.Begin, solo.Begin + 1_000, 0.5);
        card.Note(begun);
        card.Note(begun with { Confidence = 0.7, EndSample = solo.End });

        Assert.Equal(0.7, card.Solos(Minute)[0].Confidence);
        Assert.Empty(card.Wrong());
    }
}
