using AvianVox.Listening.Clocks;

namespace AvianVox.Listening.Detection;

/// <summary>Who detects, for the records.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Model">Name and version of the model.</param>
/// <param name="Clock">Maps the source's positions to UTC; anchored before the first window.</param>
public readonly record struct DetectedBy(string Source, string Model, SourceClock Clock);
