using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Detection;

/// <summary>Rejects what is heard right after a dog barked: barks are taken for owls and others.</summary>
[SettingGroup]
public sealed class DogRuleOptions
{
    /// <summary>
    /// Least probability of the model's dog labels that is a bark, over 0 to 1; null switches the rule off. Default null.
    /// </summary>
    [Between(0, 1, Above = true)]
    public double? Threshold { get; set; }

    /// <summary>How long after a bark species are rejected, in seconds; 0 to 3,600. Default 30.</summary>
    [Between(0, 3_600)]
    public double Seconds { get; set; } = 30;

    /// <summary>Species that are rejected then, by code, scientific or common name; empty for all. Default empty.</summary>
    [Pattern(PatternAttribute.Something, "a label's code, scientific or common name")]
    public IList<string> Species { get; set; } = [];
}
