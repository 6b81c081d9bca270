using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Detection;

/// <summary>Rejects species that nobody wants to hear of. Names are codes, scientific or common names.</summary>
[SettingGroup]
public sealed class SpeciesRuleOptions
{
    /// <summary>The only species that are told; empty for all. Default empty.</summary>
    [Pattern(PatternAttribute.Something, "a label's code, scientific or common name")]
    public IList<string> Include { get; set; } = [];

    /// <summary>Species that are never told, even where they are included. Default empty.</summary>
    [Pattern(PatternAttribute.Something, "a label's code, scientific or common name")]
    public IList<string> Exclude { get; set; } = [];
}
