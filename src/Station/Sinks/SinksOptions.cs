using AvianVox.Listening.Settings;

namespace AvianVox.Station.Sinks;

/// <summary>How much of the journal's log is kept for those who read it. Tables of detections, gaps and effort are not touched.</summary>
[SettingGroup]
public sealed class SinksOptions
{
    /// <summary>
    /// Most entries in the log, some 1 kB each on the disk: a sink that is further behind loses the oldest, and is told so. 1,000 to
    /// 10,000,000. Default 500,000.
    /// </summary>
    [Between(1_000, 10_000_000)]
    public int KeepWaiting { get; set; } = 500_000;

    /// <summary>
    /// Entries that stay although every sink has them, so that a sink that is added finds them; 100 to 1,000,000. Default 10,000.
    /// </summary>
    [Between(100, 1_000_000)]
    public int KeepDelivered { get; set; } = 10_000;
}
