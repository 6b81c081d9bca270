namespace AvianVox.Listening.Status;

/// <summary>What became of a source's samples, at its own rate. Captured = Classified + Dropped + Pending, always.</summary>
/// <param name="Captured">Samples the source delivered; gaps are not among them.</param>
/// <param name="Classified">Samples that reached the classifier.</param>
/// <param name="Dropped">Samples that were given up: overwritten in the ring, of a window the classifier had no time for, or too few
/// between two gaps for a window.</param>
/// <param name="Pending">Samples on their way: in the ring, in the features, in windows that wait.</param>
public readonly record struct SampleCounts(long Captured, long Classified, long Dropped, long Pending);
