namespace AvianVox.Monitor.Configuration;

/// <summary>What rejects a detection, in the order in which it is asked: the first rule that rejects is the one that is told.</summary>
public sealed class DetectionRulesOptions
{
    /// <summary>Silence that people ask for while the station runs.</summary>
    public SnoozeRuleOptions Snooze { get; set; } = new();
}
