namespace AvianVox.Station.Clips.Pictures;

/// <summary>The few letters that axes need, five pixels wide and seven high.</summary>
internal static class TinyFont
{
    /// <summary>Height of a letter in pixels.</summary>
    public const int Height = 7;

    /// <summary>From one letter to the next, in pixels.</summary>
    public const int Advance = 6;

    private static readonly Dictionary<char, string[]> Letters = new()
    {
        ['0'] = [".###.", "#...#", "#..##", "#.#.#", "##..#", "#...#", ".###."],
        ['1'] = ["..#..", ".##..", "..#..", "..#..", "..#..", "..#..", ".###."],
        ['2'] = [".###.", "#...#", "....#", "...#.", "..#..", ".#...", "#####"],
        ['3'] = [".###.", "#...#", "....#", "..##.", "....#", "#...#", ".###."],
        ['4'] = ["...#.", "..##.", ".#.#.", "#..#.", "#####", "...#.", "...#."],
        ['5'] = ["#####", "#....", "####.", "....#", "....#", "#...#", ".###."],
        ['6'] = ["..##.", ".#...", "#....", "####.", "#...#", "#...#", ".###."],
        ['7'] = ["#####", "....#", "...#.", "..#..", "..#..", "..#..", "..#.."],
        ['8'] = [".###.", "#...#", "#...#", ".###.", "#...#", "#...#", ".###."],
        ['9'] = [".###.", "#...#", "#...#", ".####", "....#", "...#.", ".##.."],
        ['.'] = [".....", ".....", ".....", ".....", ".....", ".##..", ".##.."],
        ['k'] = ["#....", "#....", "#..#.", "#.#..", "##...", "#.#..", "#..#."],
        ['H'] = ["#...#", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"],
        ['z'] = [".....", ".....", "#####", "...#.", "..#..", ".#...", "#####"],
        ['s'] = [".....", ".....", ".####", "#....", ".###.", "....#", "####."],
        [' '] = [".....", ".....", ".....", ".....", ".....", ".....", "....."],
    };

    /// <summary>Width of a text in pixels.</summary>
    /// <param name="text">Digits, point, space and the letters of kHz and s.</param>
    public static int Width(string text) => Math.Max(0, (text.Length * Advance) - 1);

    /// <summary>Draws a text; what lies outside the picture is left out.</summary>
    /// <param name="pixels">The picture, row by row.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="x">Left edge.</param>
    /// <param name="y">Upper edge.</param>
    /// <param name="text">Digits, point, space and the letters of kHz and s.</param>
    public static void Draw(Span<byte> pixels, int width, int x, int y, string text)
    {
        foreach (var letter in text)
        {
            var rows = Letters[letter];
            for (var row = 0; row < Height; row++)
            {
                for (var column = 0; column < rows[row].Length; column++)
                {
                    var (px, py) = (x + column, y + row);
                    if (rows[row][column] == '#' && px >= 0 && px < width && py >= 0 && py < pixels.Length / width)
                    {
                        pixels[(py * width) + px] = Palette.Ink;
                    }
                }
            }

            x += Advance;
        }
    }
}
