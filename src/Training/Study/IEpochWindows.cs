namespace AvianVox.Training.Study;

/// <summary>
/// Windows to train on or to validate by, in batches. What a batch holds depends on the numbers of epoch and batch alone, so that
/// a run may be resumed anywhere and batches may be filled ahead on any thread.
/// </summary>
internal interface IEpochWindows
{
    /// <summary>Values per window, row-major.</summary>
    int Values { get; }

    /// <summary>Windows in an epoch.</summary>
    int Count { get; }

    /// <summary>Most windows in a batch; only the last of an epoch may have fewer.</summary>
    int BatchSize { get; }

    /// <summary>Batches in an epoch.</summary>
    int Batches { get; }

    /// <summary>Fills a batch. Any number of threads may do so at a time.</summary>
    /// <param name="epoch">Number of the epoch, from 0.</param>
    /// <param name="batch">Number of the batch in it, from 0.</param>
    /// <param name="windows">Receives scaled windows behind one another; room for <see cref="BatchSize"/>.</param>
    /// <param name="labels">Receives the label of each; room for <see cref="BatchSize"/>.</param>
    /// <returns>Number of windows.</returns>
    int Fill(int epoch, int batch, Span<float> windows, Span<long> labels);
}
