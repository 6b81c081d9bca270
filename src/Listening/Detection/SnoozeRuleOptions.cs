using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Detection;

/// <summary>Rejects what people silenced for a time, by MQTT.</summary>
[SettingGroup]
public sealed class SnoozeRuleOptions
{
    /// <summary>Longest silence in hours, over 0 to 744. Default 24.</summary>
    [Between(0, 744, Above = true)]
    public double MaxHours { get; set; } = 24;
}
