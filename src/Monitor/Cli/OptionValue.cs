using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace AvianVox.Monitor.Cli;

/// <summary>
/// Reads an option's value. A bad one becomes one more fault of the command line, in words that say what is allowed;
/// System.CommandLine's own parser names .NET types, and throws where a validator asks for a value that it could not read.
/// </summary>
internal static class OptionValue
{
    /// <summary>Reads a whole number.</summary>
    /// <param name="value">The option's text.</param>
    /// <param name="isAllowed">Whether a number will do.</param>
    /// <param name="allowed">What is allowed, after "must be".</param>
    public static T Whole<T>(ArgumentResult value, Func<T, bool> isAllowed, string allowed)
        where T : struct, INumber<T> => Number(value, NumberStyles.AllowLeadingSign, isAllowed, allowed);

    /// <summary>Reads a number with a point for its decimals, whatever the system's language.</summary>
    /// <param name="value">The option's text.</param>
    /// <param name="isAllowed">Whether a number will do.</param>
    /// <param name="allowed">What is allowed, after "must be".</param>
    public static double Real(ArgumentResult value, Func<double, bool> isAllowed, string allowed) =>
        Number(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, isAllowed, allowed);

    /// <summary>Reads one of an enumeration's names, in either case of letters.</summary>
    /// <param name="value">The option's text.</param>
    public static T Choice<T>(ArgumentResult value)
        where T : struct, Enum
    {
        foreach (var choice in Enum.GetValues<T>())
        {
            if (choice.ToString().Equals(Text(value), StringComparison.OrdinalIgnoreCase))
            {
                return choice;
            }
        }

        return Fault<T>(value, $"one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}");
    }

    private static T Number<T>(ArgumentResult value, NumberStyles styles, Func<T, bool> isAllowed, string allowed)
        where T : struct, INumber<T> =>
        T.TryParse(Text(value), styles, CultureInfo.InvariantCulture, out var number) && isAllowed(number) ? number : Fault<T>(
            value,
            allowed);

    private static string Text(ArgumentResult value) => value.Tokens[^1].Value;

    private static T Fault<T>(ArgumentResult value, string allowed)
        where T : struct
    {
        var name = value.Parent is OptionResult option ? option.Option.Name : value.Argument.Name;
        value.AddError($"{name} {Text(value)}: must be {allowed}");
        return default;
    }
}
