using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Detection;

/// <summary>Rejects what the same source told not long ago.</summary>
[SettingGroup]
public sealed class IntervalRuleOptions
{
    /// <summary>
    /// Least time from the begin of a detection to the begin of the next one of the same species, in seconds; 0 to 86,400, 0 for none.
    /// Default 0.
    /// </summary>
    [Between(0, 86_400)]
    public double Seconds { get; set; }

    /// <summary>The same for single species, by code, scientific or common name. Default none.</summary>
    [Between(0, 86_400)]
    public IDictionary<string, double> Species { get; set; } = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
}
