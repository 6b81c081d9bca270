using AvianVox.Audio.Times;

namespace AvianVox.Audio.Sources;

/// <summary>What a source turned out to be once it was opened.</summary>
/// <param name="SampleRate">Samples a second, in Hz; mono.</param>
/// <param name="IsLive">True when samples come at their own pace and cannot wait; false when the source waits for the reader.</param>
/// <param name="Start">When a recording began, as far as it tells; null for what is heard now.</param>
/// <param name="Length">Total samples, where known.</param>
/// <param name="Description">One line for people: device or file, rate, channels.</param>
public sealed record SourceFormat(int SampleRate, bool IsLive, RecordingStart? Start, long? Length, string Description)
{
    /// <summary>When the first sample was recorded, where the source knows it.</summary>
    public DateTimeOffset? StartTime => Start?.Time;
}
