using AvianVox.Demo.Songs;
using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Tests;

public class SongTests
{
    public static TheoryData<string> Species() => [.. SongBook.All.Select(song => song.CommonName)];

    [Theory]
    [MemberData(nameof(Species))]
    public void A_songs_energy_lies_in_its_stated_band(string species)
    {
        var song = Find(species);
        for (var seed = 1UL; seed <= 2; seed++)
        {
            var spectrum = new LongSpectrum(Programme.Compose(song, 0, 6, new SongRandom(seed)).Render(), DawnChorus.SampleRate);

            var inside = spectrum.Between(song.LowHz, song.HighHz);
            var all = spectrum.Between(0, DawnChorus.SampleRate / 2);
            Assert.True(inside > 0.95 * all, $"seed {seed}: {inside / all:P1} of the energy between {song.LowHz} and {song.HighHz} Hz");
        }
    }

    [Theory]
    [MemberData(nameof(Species))]
    public void A_song_is_finite_and_as_loud_as_its_solo_says(string species)
    {
        for (var seed = 1UL; seed <= 2; seed++)
        {
            var solo = Programme.Compose(Find(species), 0, 6, new SongRandom(seed));
            var samples = solo.Render();

            Assert.Equal(solo.PeakDecibels, 20 * Math.Log10(Loudness.Peak(samples)), 3);
        }
    }

    [Theory]
    [MemberData(nameof(Species))]
    public void Every_variant_is_sung_by_some_bird(string species)
    {
        var song = Find(species);
        var heard = Enumerable.Range(1, 40).Select(seed => Programme.Compose(song, 0, 6, new SongRandom((ulong)seed)).Singer.Variant);

        Assert.Equal(Enumerable.Range(0, song.Variants), heard.Distinct().Order());
    }

    [Fact]
    public void The_cuckoo_sings_two_notes_a_third_apart()
    {
        var strophe = new Strophe(new Singer(1, 1, 0));
        new CommonCuckoo().Sing(strophe, 0, new SongRandom(1));
        var samples = new float[DawnChorus.SampleRate];
        foreach (var note in strophe.Notes)
        {
            NoteRenderer.Add(note, 0, samples, new SongRandom(1));
        }

        var high = new LongSpectrum(samples.AsSpan(0, 8_000), DawnChorus.SampleRate);
        var low = new LongSpectrum(samples.AsSpan(17_000), DawnChorus.SampleRate);
        Assert.InRange(high.Peak(200, 5_000), 680, 780);
        Assert.InRange(low.Peak(200, 5_000), 565, 580);
    }

    [Fact]
    public void The_nightjar_churrs_with_27_pulses_a_second()
    {
        var strophe = new Strophe(new Singer(1, 1, 0));
        new EuropeanNightjar().Sing(strophe, 0, new SongRandom(1));
        var samples = new float[2 * DawnChorus.SampleRate];
        NoteRenderer.Add(strophe.Notes[1], 0, samples, new SongRandom(1));

        var envelope = samples.Chunk(48).Select(chunk => chunk.Max(MathF.Abs)).Take(1_500).ToArray();
        var mean = envelope.Average();
        var spectrum = new LongSpectrum([.. envelope.Select(value => value - mean)], DawnChorus.SampleRate / 48);
        Assert.InRange(spectrum.Peak(10, 200), 26.5, 28.5);
    }

    private static Song Find(string species) => SongBook.All.Single(song => song.CommonName == species);
}
