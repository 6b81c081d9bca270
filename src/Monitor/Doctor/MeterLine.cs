namespace AvianVox.Monitor.Doctor;

/// <summary>A meter in one line of a terminal, written over and over.</summary>
/// <param name="output">The terminal; null shows nothing.</param>
internal sealed class MeterLine(TextWriter? output) : IMeter
{
    /// <summary>Places of the bar; each is two decibels.</summary>
    private const int Places = 45;

    /// <summary>What an empty bar stands for, dBFS.</summary>
    private const double Lowest = -90;

    private int _width;

    /// <inheritdoc />
    public void Show(string source, double level, double peak)
    {
        var line = $"{source}  [{Bar(level, peak)}] {Words(level)}, peak {Words(peak)}";
        output?.Write($"\r{line.PadRight(_width)}");
        _width = line.Length;
    }

    /// <inheritdoc />
    public void Clear()
    {
        output?.Write($"\r{new string(' ', _width)}\r");
        _width = 0;
    }

    private static string Bar(double level, double peak)
    {
        var bar = new string('#', Place(level)).PadRight(Places, '-').ToCharArray();
        if (Place(peak) is > 0 and var at)
        {
            bar[at - 1] = '|';
        }

        return new string(bar);
    }

    private static int Place(double level) => (int)Math.Round(Math.Clamp((level - Lowest) / -Lowest, 0, 1) * Places);

    private static string Words(double level) => double.IsFinite(level) ? FormattableString.Invariant($"{level,5:0.0} dBFS") : " none     ";
}
