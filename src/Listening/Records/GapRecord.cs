using AvianVox.Audio.Sources;
using AvianVox.Listening.Clocks;

namespace AvianVox.Listening.Records;

/// <summary>Samples that are missing from a source.</summary>
/// <param name="Id">A UUID of version 7.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="BeginSample">Position of the first missing sample, at the source's rate.</param>
/// <param name="Samples">How many are missing.</param>
/// <param name="Begin">When the gap began, UTC.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="Cause">Why.</param>
/// <param name="Clock">What <paramref name="Begin"/> was read from; null for a recording's own time.</param>
public sealed record GapRecord(
    Guid Id,
    string Source,
    long BeginSample,
    long Samples,
    DateTimeOffset Begin,
    double Seconds,
    GapCause Cause,
    ClockBasis? Clock = null)
{
    /// <summary>Name and version of the model that alone lacks the samples, being too slow; null where the source lacks them.</summary>
    public string? Model { get; init; }
}
