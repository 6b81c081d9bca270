using System.Text.RegularExpressions;

namespace AvianVox.Listening.Settings;

/// <summary>The form of a text.</summary>
/// <param name="pattern">Regular expression that the whole text matches.</param>
/// <param name="allowed">The same in words, after "must be".</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute(string pattern, string allowed) : Attribute
{
    /// <summary>A name in topics and tags.</summary>
    public const string Name = "[a-z0-9-]{1,64}";

    /// <summary><see cref="Name"/> in words.</summary>
    public const string NameAllowed = "1 to 64 lower-case letters, digits and hyphens";

    /// <summary>At least one character that is not a space.</summary>
    public const string Something = @"(?s).*\S.*";

    /// <summary>The regular expression.</summary>
    public string Pattern { get; } = pattern;

    /// <summary>The form in words, after "must be".</summary>
    public string Allowed { get; } = allowed;

    /// <summary>Whether a value is allowed.</summary>
    /// <param name="value">Any text.</param>
    public bool Holds(string value) =>
        Regex.IsMatch(value, $"^(?:{Pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) && !value.EndsWith('\n');
}
