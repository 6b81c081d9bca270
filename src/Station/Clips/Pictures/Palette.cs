namespace AvianVox.Station.Clips.Pictures;

/// <summary>
/// Colours of a spectrogram: 64 levels from dark to bright, then paper and ink for the axes. Brightness rises all the way, so that it reads
/// in grey too.
/// </summary>
internal static class Palette
{
    /// <summary>Levels; about one decibel each.</summary>
    public const int Levels = 64;

    /// <summary>Background of the axes.</summary>
    public const byte Paper = Levels;

    /// <summary>Lines and letters of the axes.</summary>
    public const byte Ink = Levels + 1;

    private static readonly (double At, double Red, double Green, double Blue)[] Anchors =
    [
        (0.00, 8, 10, 32),
        (0.30, 40, 48, 120),
        (0.55, 150, 60, 130),
        (0.78, 240, 130, 60),
        (1.00, 255, 250, 200),
    ];

    /// <summary>Red, green and blue of each colour.</summary>
    public static byte[] Colours { get; } = Make();

    private static byte[] Make()
    {
        var colours = new byte[3 * (Levels + 2)];
        for (var level = 0; level < Levels; level++)
        {
            var at = (double)level / (Levels - 1);
            var upper = Math.Max(1, Array.FindIndex(Anchors, anchor => anchor.At >= at));
            var (a, b) = (Anchors[upper - 1], Anchors[upper]);
            var part = (at - a.At) / (b.At - a.At);
            colours[3 * level] = (byte)Math.Round(a.Red + (part * (b.Red - a.Red)));
            colours[(3 * level) + 1] = (byte)Math.Round(a.Green + (part * (b.Green - a.Green)));
            colours[(3 * level) + 2] = (byte)Math.Round(a.Blue + (part * (b.Blue - a.Blue)));
        }

        colours.AsSpan(3 * Paper, 3).Fill(250);
        colours.AsSpan(3 * Ink, 3).Fill(40);
        return colours;
    }
}
