namespace AvianVox.Training.Windows;

/// <summary>Windows of one step.</summary>
/// <param name="Windows">Behind one another, row-major each.</param>
/// <param name="Targets">Share of each label in each window, [windows, labels]; each row sums to 1.</param>
/// <param name="Count">Number of windows.</param>
internal sealed record WindowBatch(float[] Windows, float[] Targets, int Count)
{
    /// <summary>An empty batch to be filled.</summary>
    /// <param name="count">Number of windows.</param>
    /// <param name="values">Values of a window.</param>
    /// <param name="labels">Number of labels.</param>
    public static WindowBatch Empty(int count, int values, int labels) => new(new float[count * values], new float[count * labels], count);

    /// <summary>One window.</summary>
    /// <param name="index">Which, from 0.</param>
    public Span<float> Window(int index) => Windows.AsSpan(index * (Windows.Length / Count), Windows.Length / Count);

    /// <summary>Its target.</summary>
    /// <param name="index">Which, from 0.</param>
    public Span<float> Target(int index) => Targets.AsSpan(index * (Targets.Length / Count), Targets.Length / Count);
}
