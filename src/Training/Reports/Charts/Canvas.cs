using ScottPlot;
using ScottPlot.TickGenerators;

namespace AvianVox.Training.Reports.Charts;

/// <summary>An empty plot in the reports' style, and the way to a picture. One thread at a time.</summary>
internal sealed class Canvas
{
    /// <summary>Pixels drawn per pixel shown, so that pictures are sharp on fine screens and in print.</summary>
    private const int Sharpness = 2;

    /// <summary>Width of a letter of a tick label, in pixels, and the room between labels and axis.</summary>
    private const float LetterWidth = 6.4f, LabelGap = 14;

    /// <summary>Longest side of a picture shown, in pixels; what is drawn is no larger than a browser shows.</summary>
    private const int LongestSide = 4_000;

    /// <summary>Letters of a name that a chart shows.</summary>
    private const int MostLetters = 36;

    private readonly int _width;
    private readonly int _height;

    /// <summary>Makes one.</summary>
    /// <param name="title">Title; empty for none.</param>
    /// <param name="x">What goes across, with its unit.</param>
    /// <param name="y">What goes up, with its unit.</param>
    /// <param name="width">Width shown, in pixels.</param>
    /// <param name="height">Height shown, in pixels.</param>
    public Canvas(string title, string x, string y, int width, int height)
    {
        (_width, _height) = (Math.Min(width, LongestSide), Math.Min(height, LongestSide));
        Plot.ScaleFactor = Sharpness;

        // The same picture on every machine that has the package; without it Skia falls back to what there is.
        Plot.Font.Set("DejaVu Sans");
        if (title.Length > 0)
        {
            Plot.Title(title, 15);
        }

        Plot.XLabel(x, 13);
        Plot.YLabel(y, 13);
        Plot.Grid.MajorLineColor = Colors.Black.WithOpacity(0.08);
    }

    /// <summary>Colours of series, apart for colour-blind eyes too (Okabe and Ito 2008).</summary>
    public static IReadOnlyList<Color> Palette { get; } =
    [
        .. new[] { "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000" }.Select(c => Color.FromHex(c)),
    ];

    /// <summary>What is drawn on.</summary>
    public Plot Plot { get; } = new();

    /// <summary>Puts names in place of numbers below.</summary>
    /// <param name="names">Names at 0, 1 and so on.</param>
    public void NamesBelow(IReadOnlyList<string> names)
    {
        Plot.Axes.Bottom.TickGenerator = Ticks(names);
        Plot.Axes.Bottom.TickLabelStyle.Rotation = 90;
        Plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleLeft;
        Plot.Axes.Bottom.MinimumSize = (names.Max(n => Short(n).Length) * LetterWidth) + LabelGap + 16;
        Plot.Axes.Bottom.MajorTickStyle.Length = 3;
    }

    /// <summary>Puts names in place of numbers at the left.</summary>
    /// <param name="names">Names at 0, 1 and so on.</param>
    public void NamesLeft(IReadOnlyList<string> names)
    {
        Plot.Axes.Left.TickGenerator = Ticks(names);
        Plot.Axes.Left.MajorTickStyle.Length = 3;
    }

    /// <summary>Shows whole numbers alone below: there is no epoch between two.</summary>
    public void WholeNumbersBelow() =>
        Plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true, LabelFormatter = p => Figure.Number(p, "0") };

    /// <summary>A name that leaves room for what it names.</summary>
    private static string Short(string name) => name.Length <= MostLetters ? name : name[..(MostLetters - 1)] + "…";

    /// <summary>Draws.</summary>
    public Picture Draw() => new(Plot.GetImageBytes(_width * Sharpness, _height * Sharpness, ImageFormat.Png), _width, _height);

    private static NumericManual Ticks(IReadOnlyList<string> names) =>
        new([.. Enumerable.Range(0, names.Count).Select(i => (double)i)], [.. names.Select(Short)]);
}
