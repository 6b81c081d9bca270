namespace AvianVox.Demo.Tests;

public class ProgrammeTests
{
    private const long Minute = (long)Programme.MinuteSeconds * DawnChorus.SampleRate;

    [Fact]
    public void Two_minutes_bring_every_species_once()
    {
        var programme = new Programme(1);

        var sung = programme.Minute(0).Concat(programme.Minute(1)).Select(solo => solo.Song.CommonName);

        Assert.Equal(SongBook.All.Select(song => song.CommonName).Order(), sung.Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(12345)]
    public void Birds_sing_one_after_the_other_and_within_their_minute(ulong seed)
    {
        var programme = new Programme(seed);
        for (var minute = 0; minute < 4; minute++)
        {
            var end = minute * Minute;
            foreach (var solo in programme.Minute(minute))
            {
                Assert.True(solo.Begin > end, $"{solo.Song.CommonName} begins at {solo.Begin}, the last ended at {end}");
                Assert.True(solo.End > solo.Begin + DawnChorus.SampleRate);
                Assert.Equal(solo.End - solo.Begin, solo.Notes.Max(note => note.End) * DawnChorus.SampleRate, 1.0);
                end = solo.End;
            }

            Assert.True(end <= (minute + 1) * Minute);
        }
    }

    [Fact]
    public void Another_seed_gives_another_programme()
    {
        var orders = Enumerable.Range(1, 5).Select(seed => string.Join(", ", new Programme((ulong)seed).Minute(0).Select(solo => solo.Song.CommonName)));

        Assert.True(orders.Distinct().Count() >= 4);
    }

    [Fact]
    public void What_sounds_between_two_positions_is_found_across_minutes()
    {
        var programme = new Programme(9);
        var all = programme.Minute(0).Concat(programme.Minute(1)).Concat(programme.Minute(2)).ToList();
        for (long from = 0; from < 2 * Minute; from += DawnChorus.SampleRate)
        {
            var to = from + DawnChorus.SampleRate;
            Assert.Equal(
                all.Where(solo => solo.Begin < to && solo.EchoEnd > from).Select(solo => solo.Begin),
                programme.Between(from, to).Select(solo => solo.Begin));
        }
    }
}
