namespace AvianVox.Classification.Inference;

/// <summary>Turns windows into one probability per label. Not safe for two threads at once.</summary>
public interface IWindowClassifier : IDisposable
{
    /// <summary>Values in one window.</summary>
    int InputLength { get; }

    /// <summary>Probabilities per window.</summary>
    int LabelCount { get; }

    /// <summary>Most windows one call takes.</summary>
    int MaxBatch { get; }

    /// <summary>Classifies windows that lie behind one another.</summary>
    /// <param name="windows">Input, length count * <see cref="InputLength"/>.</param>
    /// <param name="count">Number of windows, 1 to <see cref="MaxBatch"/>.</param>
    /// <param name="probabilities">Receives 0 to 1 per window and label; length count * <see cref="LabelCount"/>.</param>
    void Classify(ReadOnlySpan<float> windows, int count, Span<float> probabilities);
}
