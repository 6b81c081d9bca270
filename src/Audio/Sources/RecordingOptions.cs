namespace AvianVox.Audio.Sources;

/// <summary>How a recording is heard.</summary>
public sealed record RecordingOptions
{
    /// <summary>Path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>How fast it is given to the reader. Default <see cref="RecordingPace.Max"/>.</summary>
    public RecordingPace Pace { get; init; } = RecordingPace.Max;

    /// <summary>When its first sample was recorded; null takes what header and name tell. Default null.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Where the recorder's clock was, for times that tell no zone. Default UTC.</summary>
    public TimeZoneInfo RecorderZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The one channel that is heard, from 1; 0 takes the mean of all. Default 0.</summary>
    public int Channel { get; init; }
}
