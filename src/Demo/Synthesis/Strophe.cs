namespace AvianVox.Demo.Synthesis;

/// <summary>A sheet of music on which a song writes its notes one behind the other.</summary>
/// <param name="singer">The bird: scales every pitch and every length.</param>
public sealed class Strophe(Singer singer)
{
    private readonly List<Note> _notes = [];

    /// <summary>The notes so far.</summary>
    public IReadOnlyList<Note> Notes => _notes;

    /// <summary>Where the next note begins, in seconds.</summary>
    public double Now { get; private set; }

    /// <summary>Writes a note and moves behind it.</summary>
    /// <param name="seconds">Length at the species' usual pace.</param>
    /// <param name="level">Amplitude, 0 to 1.</param>
    /// <param name="voice">Timbre.</param>
    /// <param name="pitch">Pitch at the species' usual height.</param>
    public void Note(double seconds, double level, Voice voice, params ReadOnlySpan<PitchPoint> pitch)
    {
        Under(seconds, level, voice, pitch);
        Rest(seconds);
    }

    /// <summary>Writes a note without moving: what is written next sounds at the same time.</summary>
    public void Under(double seconds, double level, Voice voice, params ReadOnlySpan<PitchPoint> pitch)
    {
        var sung = new PitchPoint[pitch.Length];
        for (var i = 0; i < sung.Length; i++)
        {
            sung[i] = new PitchPoint(pitch[i].At, pitch[i].Hz * singer.Pitch);
        }

        _notes.Add(new Note(Now, seconds * singer.Tempo, level, voice, sung));
    }

    /// <summary>Is silent.</summary>
    /// <param name="seconds">Length at the species' usual pace; negative lets the next note begin before the last has ended.</param>
    public void Rest(double seconds) => Now += seconds * singer.Tempo;
}
