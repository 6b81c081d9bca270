using AvianVox.Audio.Streams;
using AvianVox.Listening.Settings;

namespace AvianVox.Monitor.Configuration;

/// <summary>Makes faults that may be shown: whatever rule finds them, no secret of the value passes.</summary>
internal static class ShownFault
{
    /// <summary>Makes one.</summary>
    /// <param name="key">The setting, or one that does not exist.</param>
    /// <param name="value">What it was set to; null when the value plays no part.</param>
    /// <param name="message">What is wrong or what is allowed.</param>
    /// <param name="origin">Where the value came from; null when it is a default.</param>
    public static ConfigurationFault Of(string key, string? value, string message, string? origin)
    {
        // A secret in the wrong place, such as a whole address given to a group, is one all the same.
        var shown = value is null ? null
            : KeyNames.Find(key) is var (property, place) ? StreamUrl.WithoutSecrets(MaskAttribute.Shown(property, value, place))
            : StreamUrl.WithoutSecrets(value);
        return new ConfigurationFault(key, shown, message, origin);
    }

    /// <summary>Makes that of a --set without an equals sign: of what looks like a key and a value, the value is not shown.</summary>
    /// <param name="set">As given.</param>
    public static ConfigurationFault OfSet(string set)
    {
        var shown = KeyNames.Find(set) is var (property, _) && property.IsDefined(typeof(MaskAttribute), inherit: true)
            ? set[..(set.IndexOf(property.Name, StringComparison.OrdinalIgnoreCase) + property.Name.Length)]
            : StreamUrl.WithoutSecrets(set);
        return new ConfigurationFault("", null, $"--set {shown}: must be KEY=VALUE, such as --set Detector:Threshold=0.6", null);
    }
}
