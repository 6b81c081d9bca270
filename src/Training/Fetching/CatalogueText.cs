using System.Globalization;
using System.Text;

namespace AvianVox.Training.Fetching;

/// <summary>Reads what catalogues write.</summary>
internal static class CatalogueText
{
    /// <summary>Seconds of a length such as "7", "0:07", "1:02:30".</summary>
    /// <param name="text">Text.</param>
    /// <returns>Seconds; null where the text is no length.</returns>
    public static double? Seconds(string text)
    {
        var total = 0.0;
        foreach (var part in text.Split(':'))
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                || !double.IsFinite(value))
            {
                return null;
            }

            total = 60 * total + value;
        }

        return total;
    }

    /// <summary>A catalogue number made safe for file names: XC before bare digits, ASCII letters and digits only.</summary>
    /// <param name="number">Number.</param>
    /// <returns>The number; empty where nothing is left of it.</returns>
    public static string Id(string number)
    {
        var id = new StringBuilder();
        foreach (var c in number.Where(char.IsAsciiLetterOrDigit))
        {
            id.Append(c);
        }

        return id.Length > 0 && char.IsAsciiDigit(id[0]) ? $"XC{id}" : id.ToString();
    }

    /// <summary>An address, with https where the scheme is left out.</summary>
    /// <param name="text">Text, such as //xeno-canto.org/1/download.</param>
    /// <returns>The address; null where the text is none of http or https.</returns>
    public static Uri? Address(string text)
    {
        text = text.StartsWith("//", StringComparison.Ordinal) ? "https:" + text : text;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") ? address : null;
    }

    /// <summary>Degrees of a coordinate.</summary>
    /// <param name="text">Text; catalogues leave it empty or write null where a place is kept secret.</param>
    /// <returns>Degrees; null where the text is no number.</returns>
    public static double? Degrees(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    /// <summary>Licence address with its scheme.</summary>
    /// <param name="text">Text, such as //creativecommons.org/licenses/by-nc-sa/4.0/.</param>
    public static string Licence(string text) => text.StartsWith("//", StringComparison.Ordinal) ? "https:" + text : text;
}
