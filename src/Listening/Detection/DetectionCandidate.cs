using AvianVox.Classification.Packages;

namespace AvianVox.Listening.Detection;

/// <summary>What would become a detection, as the rules see it.</summary>
/// <param name="Label">The species.</param>
/// <param name="Begin">Position of the first sample of its first positive window, at the source's rate.</param>
/// <param name="End">Position behind the last sample of its last positive window so far.</param>
/// <param name="At"><paramref name="Begin"/> in UTC.</param>
/// <param name="Confidence">Highest probability so far, 0 to 1.</param>
/// <param name="Windows">Positive windows so far.</param>
public readonly record struct DetectionCandidate(Label Label, long Begin, long End, DateTimeOffset At, float Confidence, int Windows);
