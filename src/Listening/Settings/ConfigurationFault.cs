namespace AvianVox.Listening.Settings;

/// <summary>One thing wrong with the configuration.</summary>
/// <param name="Key">The setting, levels separated by colons; empty for a fault of a whole file.</param>
/// <param name="Value">What it was set to; null when the value plays no part.</param>
/// <param name="Message">What is wrong or what is allowed.</param>
/// <param name="Origin">Where the value came from; null when it is a default.</param>
public sealed record ConfigurationFault(string Key, string? Value, string Message, string? Origin)
{
    /// <summary>The fault in one line.</summary>
    public override string ToString()
    {
        var value = Value is null ? "" : $" = \"{Value}\"";
        var origin = Origin is null ? "" : $" ({Origin})";
        return Key.Length == 0 ? Message : $"{Key}{value}{origin}: {Message}";
    }
}
