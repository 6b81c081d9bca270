using AvianVox.Training.Data;

namespace AvianVox.Training.Benchmarks;

/// <summary>What the benchmarks know of a recording.</summary>
/// <param name="Recording">Where it comes from.</param>
/// <param name="Seconds">Its duration.</param>
/// <param name="Windows">Scaled windows, flattened; at least one.</param>
/// <param name="Mfcc">Mean of each MFCC over all frames, then the deviation of each.</param>
internal sealed record BenchmarkRecording(Recording Recording, double Seconds, float[][] Windows, double[] Mfcc);
