using AvianVox.Dsp.Features;
using AvianVox.Training.Windows;

namespace AvianVox.Training.Fitting;

/// <summary>Training windows of a run, until disposal.</summary>
/// <param name="spec">Front end, scaled.</param>
/// <param name="source">Draws the windows.</param>
/// <param name="kept">What they are drawn from, to be let go at the end; null where there is nothing to let go.</param>
internal sealed class TrainingWindows(FeatureSpec spec, IWindowSource source, IDisposable? kept) : IDisposable
{
    /// <summary>Front end with its scale, measured on training windows where the recipe says so.</summary>
    public FeatureSpec Spec => spec;

    /// <summary>Draws the windows.</summary>
    public IWindowSource Source => source;

    /// <inheritdoc />
    public void Dispose() => kept?.Dispose();
}
