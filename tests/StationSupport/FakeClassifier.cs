using System.Collections.Concurrent;
using AvianVox.Classification.Inference;

namespace AvianVox.StationSupport;

/// <summary>Keeps the windows it is given, and holds a call up while its gate is shut.</summary>
internal sealed class FakeClassifier(int inputLength, int labelCount, int maxBatch = 1) : IWindowClassifier
{
    /// <summary>Open unless <see cref="Shut"/> was called.</summary>
    private readonly ManualResetEventSlim _gate = new(true);

    public ConcurrentQueue<float[]> Windows { get; } = new();

    /// <summary>Whether <see cref="Windows"/> are kept; a long test has no use for them.</summary>
    public bool KeepsWindows { get; set; } = true;

    /// <summary>Turns that a test hands out, one for each window; null for as many as it takes.</summary>
    public SemaphoreSlim? Turns { get; set; }

    /// <summary>Calls begun.</summary>
    public int Calls { get; private set; }

    /// <summary>Probability of each label, given the window's number from 0.</summary>
    public Func<int, float> Probability { get; set; } = _ => 0;

    public int InputLength => inputLength;

    public int LabelCount => labelCount;

    public int MaxBatch => maxBatch;

    public void Shut() => _gate.Reset();

    public void Open() => _gate.Set();

    public void Classify(ReadOnlySpan<float> windows, int count, Span<float> probabilities)
    {
        Assert.InRange(count, 1, maxBatch);
        Assert.Equal(count * inputLength, windows.Length);
        Assert.Equal(count * labelCount, probabilities.Length);
        Calls++;
        Assert.True(_gate.Wait(TimeSpan.FromSeconds(20)), "the gate stayed shut");
        for (var index = 0; index < count; index++)
        {
            Assert.True(Turns?.Wait(TimeSpan.FromSeconds(20)) ?? true, "no turn came");
            probabilities.Slice(index * labelCount, labelCount).Fill(Probability(Windows.Count));
            if (KeepsWindows)
            {
                Windows.Enqueue(windows.Slice(index * inputLength, inputLength).ToArray());
            }
        }
    }

    public void Dispose() => _gate.Dispose();
}
