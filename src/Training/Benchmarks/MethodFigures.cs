using AvianVox.Training.Evaluation;

namespace AvianVox.Training.Benchmarks;

/// <summary>How good one method is.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Windows">Window by window; null for a method that only knows whole recordings.</param>
/// <param name="Recordings">Recording by recording, the windows pooled.</param>
internal sealed record MethodFigures(string Method, Accuracy? Windows, Accuracy Recordings);
