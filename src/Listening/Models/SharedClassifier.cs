using AvianVox.Classification.Inference;

namespace AvianVox.Listening.Models;

/// <summary>
/// Lets several pipelines use one classifier, one after another: a station has few cores, and a session's memory is worth more than its
/// waiting.
/// </summary>
/// <param name="classifier">Owned: disposed with this.</param>
internal sealed class SharedClassifier(IWindowClassifier classifier) : IWindowClassifier
{
    /// <summary>Held during a call.</summary>
    private readonly Lock _gate = new();

    /// <inheritdoc />
    public int InputLength => classifier.InputLength;

    /// <inheritdoc />
    public int LabelCount => classifier.LabelCount;

    /// <inheritdoc />
    public int MaxBatch => classifier.MaxBatch;

    /// <inheritdoc />
    public void Classify(ReadOnlySpan<float> windows, int count, Span<float> probabilities)
    {
        lock (_gate)
        {
            classifier.Classify(windows, count, probabilities);
        }
    }

    /// <inheritdoc />
    public void Dispose() => classifier.Dispose();
}
