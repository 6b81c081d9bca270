using AvianVox.Demo.Songs;
using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo;

/// <summary>Who sings when. Every minute is planned from the seed and its number alone, so that any of them can be asked for.</summary>
/// <param name="seed">Same seed, same programme.</param>
public sealed class Programme(ulong seed)
{
    /// <summary>Length of what is planned at once, in seconds.</summary>
    public const int MinuteSeconds = 60;

    /// <summary>Silence before a minute's first solo, in seconds.</summary>
    private const double Lead = 1;

    /// <summary>Least silence between two solos, in seconds: every bird is heard alone, as no bird at dawn ever is.</summary>
    private const double Gap = 0.9;

    /// <summary>The solos of one minute, in order.</summary>
    /// <param name="minute">Which minute, from 0.</param>
    public IReadOnlyList<Solo> Minute(long minute)
    {
        if (minute < 0)
        {
            return [];
        }

        var random = SongRandom.For(seed, 10, minute);
        Song[] cast = [.. minute % 2 == 0 ? SongBook.FirstCast : SongBook.SecondCast];
        random.Shuffle<Song>(cast);
        var slot = (MinuteSeconds - Lead) / cast.Length;
        var solos = new Solo[cast.Length];
        for (var i = 0; i < cast.Length; i++)
        {
            var start = (minute * MinuteSeconds) + Lead + (i * slot);
            solos[i] = Compose(cast[i], start, slot - Gap, random);
        }

        return solos;
    }

    /// <summary>The solos, echoes included, that are heard between two positions.</summary>
    /// <param name="from">First position.</param>
    /// <param name="to">Position behind the last.</param>
    public IEnumerable<Solo> Between(long from, long to)
    {
        const long Length = (long)MinuteSeconds * DawnChorus.SampleRate;
        // A solo's echo may reach into the next minute, never further.
        for (var minute = Math.Max(0, (from / Length) - 1); minute <= (to - 1) / Length; minute++)
        {
            foreach (var solo in Minute(minute))
            {
                if (solo.Begin < to && solo.EchoEnd > from)
                {
                    yield return solo;
                }
            }
        }
    }

    /// <summary>Lets one bird sing as many whole strophes as fit, at least one.</summary>
    /// <param name="song">Its species.</param>
    /// <param name="start">When it begins, in seconds.</param>
    /// <param name="seconds">How long it may sing.</param>
    /// <param name="random">Decides everything else.</param>
    public static Solo Compose(Song song, double start, double seconds, SongRandom random)
    {
        var singer = new Singer(random.Vary(1, 0.025), random.Vary(1, 0.05), random.Index(song.Variants));
        var metres = random.Between(8, 40);
        var peak = random.Between(-12, -8);
        var notes = new List<Note>();
        var end = 0.0;
        for (var now = 0.0; ;)
        {
            var strophe = new Strophe(singer);
            song.Sing(strophe, singer.Variant, random);
            var length = strophe.Notes.Max(note => note.End);
            if (notes.Count > 0 && now + length > seconds)
            {
                break;
            }

            foreach (var note in strophe.Notes)
            {
                notes.Add(note with { Start = note.Start + now });
            }

            end = now + length;
            now = end + random.Vary(song.PauseSeconds, 0.15);
        }

        var begin = (long)Math.Round(start * DawnChorus.SampleRate);
        return new Solo(song, singer, begin, begin + (long)Math.Ceiling(end * DawnChorus.SampleRate), metres, peak, notes, random.Next());
    }
}
