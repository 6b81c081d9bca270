using AvianVox.Training.Windows;

namespace AvianVox.Training.Fitting;

/// <summary>What a <see cref="Trainer"/> works on.</summary>
/// <param name="Windows">Training windows.</param>
/// <param name="Validation">Validation windows, or null.</param>
/// <param name="Seed">Decides dropout; draws have their own.</param>
internal sealed record FitJob(IWindowSource Windows, WindowBatch? Validation, int Seed)
{
    /// <summary>How the state is kept; null: it is not.</summary>
    public StateKeeping? State { get; init; }

    /// <summary>Receives each epoch as it is done; those of an earlier part of the run come first.</summary>
    public Action<EpochReport> Progress { get; init; } = _ => { };

    /// <summary>Receives after each step: windows seen, windows of the whole run, loss and accuracy of this epoch so far.</summary>
    public Action<int, int, double, double> Step { get; init; } = (_, _, _, _) => { };
}
