using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>The song of a species, written as notes. Its figures are read off spectrograms of real birds; no recording is in it.</summary>
/// <param name="commonName">English name, as models name it.</param>
/// <param name="scientificName">Scientific name.</param>
/// <param name="lowHz">Lower edge of the band that holds nearly all of its energy, in Hz.</param>
/// <param name="highHz">Upper edge of that band, in Hz.</param>
public abstract class Song(string commonName, string scientificName, double lowHz, double highHz)
{
    /// <summary>English name, as models name it.</summary>
    public string CommonName { get; } = commonName;

    /// <summary>Scientific name.</summary>
    public string ScientificName { get; } = scientificName;

    /// <summary>Lower edge of the band that holds nearly all of the song's energy, in Hz.</summary>
    public double LowHz { get; } = lowHz;

    /// <summary>Upper edge of that band, in Hz.</summary>
    public double HighHz { get; } = highHz;

    /// <summary>Number of different songs.</summary>
    public virtual int Variants => 1;

    /// <summary>
    /// Usual pause between two strophes, in seconds; shorter here than most birds leave, so that more is heard in a minute.
    /// </summary>
    public abstract double PauseSeconds { get; }

    /// <summary>Writes one strophe.</summary>
    /// <param name="strophe">Empty sheet of the singer.</param>
    /// <param name="variant">0 to <see cref="Variants"/> - 1.</param>
    /// <param name="random">No two strophes are quite alike.</param>
    public abstract void Sing(Strophe strophe, int variant, SongRandom random);
}
