using AvianVox.Dsp.Features;
using AvianVox.Training.Networks;
using AvianVox.Training.Windows;

namespace AvianVox.Training.Recipes;

/// <summary>How a model is made, but for the recordings and the seed: one file of config/recipes.</summary>
internal sealed record Recipe
{
    /// <summary>Name: that of its file.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is for, in a sentence or two.</summary>
    public string Description { get; init; } = "";

    /// <summary>The front end.</summary>
    public FeatureSpec Features { get; init; } = new();

    /// <summary>
    /// Whether mean and deviation of log mel and MFCC are measured on training windows; else those of <see cref="Features"/>
    /// hold.
    /// </summary>
    public bool MeasureScale { get; init; } = true;

    /// <summary>Where training windows come from.</summary>
    public WindowOptions Windows { get; init; } = new SoundWindowOptions();

    /// <summary>The network.</summary>
    public NetworkDesign Network { get; init; } = new StudyDesign();

    /// <summary>How it is fitted.</summary>
    public FitOptions Fit { get; init; } = new();

    /// <summary>Every fault, each naming the key, its value and what is allowed.</summary>
    public IReadOnlyList<string> Faults() =>
        [
            .. Features.Faults().Select(f => "features." + f),
            .. Windows.Faults(Features),
            .. Network.Faults(Features).Select(f => "network." + f),
            .. Fit.Faults(),
        ];
}
