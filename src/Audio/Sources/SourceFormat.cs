namespace AvianVox.Audio.Sources;

/// <summary>What a source turned out to be once it was opened.</summary>
/// <param name="SampleRate">Samples a second, in Hz; mono.</param>
/// <param name="IsLive">True when samples come at their own pace and cannot wait; false when the source waits for the reader.</param>
/// <param name="StartTime">When the first sample was recorded, where the source knows it (a recording's name or header).</param>
/// <param name="Length">Total samples, where known.</param>
/// <param name="Description">One line for people: device or file, rate, channels.</param>
public sealed record SourceFormat(int SampleRate, bool IsLive, DateTimeOffset? StartTime, long? Length, string Description);
