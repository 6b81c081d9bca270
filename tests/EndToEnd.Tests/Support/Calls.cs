using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests.Support;

/// <summary>Four real recordings in a row over faint noise: who calls when is known.</summary>
internal static class Calls
{
    /// <summary>Length of the whole.</summary>
    public const double TotalSeconds = 44;

    /// <summary>Most seconds of one recording.</summary>
    public const double Length = 6;

    private static readonly (string File, string Species, double Begin)[] All =
    [
        ("california/XC193983.mp3", "Orange-crowned Warbler", 4),
        ("california/XC486800.mp3", "Black Phoebe", 14),
        ("california/XC187467.mp3", "Townsend's Warbler", 24),
        ("california/XC475903.mp3", "House Sparrow", 34),
    ];

    /// <summary>Species and the second each begins to call at.</summary>
    public static IEnumerable<(string Species, double Begin)> Truth => All.Select(call => (call.Species, call.Begin));

    /// <summary>Writes them as one WAV of 44 s; skips the running test where a recording is absent.</summary>
    /// <param name="path">Where to.</param>
    public static void Write(string path)
    {
        var collage = new Collage(TotalSeconds);
        foreach (var (file, _, begin) in All)
        {
            collage.Add(SharedData.Require(file), begin, Length);
        }

        collage.Write(path);
    }
}
