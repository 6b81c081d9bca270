namespace AvianVox.Training.Fitting;

/// <summary>Windows of one step.</summary>
/// <param name="Windows">Behind one another, row-major each.</param>
/// <param name="Labels">Label index of each.</param>
internal sealed record WindowBatch(float[] Windows, long[] Labels);
