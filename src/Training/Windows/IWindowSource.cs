namespace AvianVox.Training.Windows;

/// <summary>
/// Gives the batches of an epoch. What an epoch holds depends on its number alone, so that a run can be taken up again at any
/// epoch.
/// </summary>
internal interface IWindowSource
{
    /// <summary>Number of batches of every epoch.</summary>
    int BatchesPerEpoch { get; }

    /// <summary>Draws an epoch's batches. One epoch at a time.</summary>
    /// <param name="epoch">Number, from 0.</param>
    IEnumerable<WindowBatch> Epoch(int epoch);
}
