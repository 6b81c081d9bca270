using AvianVox.Listening.Settings;

namespace AvianVox.Station.Sinks;

/// <summary>Which detections a sink is given. Gaps and effort pass always.</summary>
[SettingGroup]
public abstract class SinkFilterOptions
{
    /// <summary>Only these species, by code, scientific or common name; empty for all. Default empty.</summary>
    [Pattern(PatternAttribute.Something, "code, scientific or common name of a species")]
    public IList<string> Species { get; set; } = [];

    /// <summary>Only detections at least this sure, 0 to 1. Default 0.</summary>
    [Between(0, 1)]
    public double MinConfidence { get; set; }
}
