using System.Globalization;

namespace AvianVox.Training.Reports;

/// <summary>How figures are written in reports.</summary>
internal static class Figure
{
    /// <summary>A share or score with three decimals; a dash where there is none.</summary>
    /// <param name="value">Value.</param>
    public static string Share(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>A whole number.</summary>
    /// <param name="value">Value.</param>
    public static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number in a format; a dash where there is none.</summary>
    /// <param name="value">Value.</param>
    /// <param name="format">Format.</param>
    public static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
