using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using AvianVox.Listening.Settings;

namespace AvianVox.Monitor.Configuration;

/// <summary>
/// Turns the text of a setting into its value and says what is allowed; numbers are written the same everywhere, whatever the system's
/// language.
/// </summary>
internal static partial class SettingValue
{
    /// <summary>Reads a value.</summary>
    /// <param name="text">As written; null and empty stand for "none" where that is allowed.</param>
    /// <param name="type">Type of the property.</param>
    /// <param name="nullable">Whether it may be left without a value.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when the text is not of that type.</returns>
    public static bool TryParse(string? text, Type type, bool nullable, out object? value)
    {
        value = null;
        if (string.IsNullOrEmpty(text) && nullable)
        {
            return true;
        }

        if (text is null)
        {
            return false;
        }

        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string))
        {
            value = text;
        }
        else if (plain == typeof(int) && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole))
        {
            value = whole;
        }
        else if (plain == typeof(double) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            value = number;
        }
        else if (plain == typeof(bool) && bool.TryParse(text, out var truth))
        {
            value = truth;
        }
        else if (plain == typeof(DateTimeOffset) && Zoned().IsMatch(text) && DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var time))
        {
            value = time;
        }
        else if (plain.IsEnum && Enum.GetNames(plain).FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } member)
        {
            value = Enum.Parse(plain, member);
        }

        return value is not null;
    }

    /// <summary>What a setting allows, after "must be".</summary>
    /// <param name="property">The setting.</param>
    /// <param name="nullable">Whether it may be left without a value.</param>
    public static string Allowed(PropertyInfo property, bool nullable)
    {
        var range = property.GetCustomAttribute<BetweenAttribute>() is { } between ? $" {between}" : "";
        return Allowed(property.PropertyType) + range + (property.GetCustomAttribute<PatternAttribute>() is { } pattern ? $": {pattern.Allowed}" : "") + (nullable ? ", or null" : "");
    }

    /// <summary>What a type allows, after "must be".</summary>
    /// <param name="type">Type of a property.</param>
    public static string Allowed(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(int) => "a whole number",
            _ when plain == typeof(double) => "a number with a point for its decimals",
            _ when plain == typeof(bool) => "true or false",
            _ when plain == typeof(DateTimeOffset) => "a time with its zone, such as 2024-05-04T04:30:00Z",
            { IsEnum: true } => $"one of {string.Join(", ", Enum.GetNames(plain))}",
            _ => "a text",
        };
    }

    // A time without a zone would mean another moment on another machine.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d{1,7})?)?([Zz]|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Zoned();
}
