using System.Globalization;

namespace AvianVox.Station.Clips.Pictures;

/// <summary>Rows of a picture from a high frequency at the top to a low one at the bottom, equal steps for equal intervals.</summary>
/// <param name="lowHz">Frequency of the lowest row; over 0.</param>
/// <param name="highHz">Frequency of the highest; over <paramref name="lowHz"/>.</param>
/// <param name="rows">Rows; at least 2.</param>
internal sealed class LogFrequencyAxis(double lowHz, double highHz, int rows)
{
    /// <summary>Rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>Frequency of a row.</summary>
    /// <param name="row">Rows from the top; a fraction lies between two.</param>
    public double Hz(double row) => highHz * Math.Pow(lowHz / highHz, row / (Rows - 1));

    /// <summary>Row of a frequency.</summary>
    /// <param name="hz">Over 0.</param>
    public int Row(double hz) => (int)Math.Round((Rows - 1) * Math.Log(hz / highHz) / Math.Log(lowHz / highHz));

    /// <summary>Where the labels stand: octaves of 1 kHz.</summary>
    public IEnumerable<(int Row, string Label)> Ticks()
    {
        for (var kilohertz = 0.125; kilohertz * 1_000 <= highHz; kilohertz *= 2)
        {
            if (kilohertz * 1_000 >= lowHz)
            {
                yield return (Row(kilohertz * 1_000), kilohertz.ToString("0.###", CultureInfo.InvariantCulture));
            }
        }
    }
}
