using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Detection;

/// <summary>What rejects a detection, in the order in which it is asked: the first rule that rejects is the one that is told.</summary>
[SettingGroup]
public sealed class DetectionRulesOptions
{
    /// <summary>How many positive windows it takes, for single species.</summary>
    public ConfirmationRuleOptions Confirmation { get; set; } = new();

    /// <summary>Which species are told at all.</summary>
    public SpeciesRuleOptions Species { get; set; } = new();

    /// <summary>Which species are expected here at this time of the year.</summary>
    public RangeRuleOptions Range { get; set; } = new();

    /// <summary>Silence that people ask for while the station runs.</summary>
    public SnoozeRuleOptions Snooze { get; set; } = new();

    /// <summary>What a barking dog is taken for.</summary>
    public DogRuleOptions Dog { get; set; } = new();

    /// <summary>How often a species is told.</summary>
    public IntervalRuleOptions Interval { get; set; } = new();
}
