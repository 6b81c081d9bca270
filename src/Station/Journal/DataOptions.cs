using AvianVox.Listening.Settings;

namespace AvianVox.Station.Journal;

/// <summary>Where the station keeps what it wrote down.</summary>
[SettingGroup]
public sealed class DataOptions
{
    /// <summary>Folder of the journal; made when missing. Default "data".</summary>
    [Pattern(PatternAttribute.Something, "the path of a folder")]
    public string Folder { get; set; } = "data";

    /// <summary>
    /// Seconds that the end of a detection, a gap, effort, a clip or a sink's place may wait to be written to the disk together with
    /// others; what a power
    /// cut may cost. Confirmed detections never wait. 0 to 2; default 1.
    /// </summary>
    [Between(0, 2)]
    public double CommitSeconds { get; set; } = 1;
}
