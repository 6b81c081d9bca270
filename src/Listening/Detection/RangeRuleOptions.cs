using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Detection;

/// <summary>Rejects species that do not occur here at this time of the year.</summary>
[SettingGroup]
public sealed class RangeRuleOptions
{
    /// <summary>CSV of species, weeks or months, and bounding boxes (docs/detector.md); null for none. Default null.</summary>
    [Pattern(PatternAttribute.Something, "the path of a CSV file")]
    public string? File { get; set; }

    /// <summary>What happens to a species that the file does not name. Default <see cref="UnlistedSpecies.Reject"/>.</summary>
    public UnlistedSpecies Unlisted { get; set; } = UnlistedSpecies.Reject;
}
