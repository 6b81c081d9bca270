namespace AvianVox.Listening.Detection.Rules;

/// <summary>What rejects detections, in the order in which it is asked. Health and "--explain" use these names.</summary>
public enum RuleKind
{
    /// <summary>Too few positive windows among consecutive ones.</summary>
    Confirmation,

    /// <summary>A species that is not included, or excluded.</summary>
    Species,

    /// <summary>A species that does not occur here at this time of the year.</summary>
    Range,

    /// <summary>Silenced by a person for a time.</summary>
    Snooze,

    /// <summary>Heard right after a dog barked.</summary>
    Dog,

    /// <summary>Told not long ago.</summary>
    Interval,
}
