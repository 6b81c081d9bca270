using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;
using AvianVox.Training.Recipes;

namespace AvianVox.Training.Fitting;

/// <summary>Makes the source of training windows that a recipe asks for.</summary>
internal static class WindowSources
{
    /// <summary>Makes it.</summary>
    /// <param name="recipe">Recipe.</param>
    /// <param name="clips">Training recordings.</param>
    /// <param name="labels">Labels; each needs at least one recording.</param>
    /// <param name="spec">Front end, scaled.</param>
    /// <param name="seed">Decides every draw.</param>
    public static IWindowSource Create(Recipe recipe, IReadOnlyList<Clip> clips, IReadOnlyList<Label> labels, FeatureSpec spec, int seed) => recipe.Windows switch
    {
        SoundWindowOptions sound => new SoundWindows(clips, labels, spec, sound, recipe.Fit.Batch, seed),
        _ => throw new ArgumentOutOfRangeException(nameof(recipe), recipe.Windows, "has no source of windows"),
    };

    /// <summary>What a recipe does to recordings before anything is drawn from them, in training and in judging alike.</summary>
    /// <param name="recipe">Recipe.</param>
    /// <param name="clips">Recordings.</param>
    public static IReadOnlyList<Clip> Prepare(Recipe recipe, IReadOnlyList<Clip> clips) =>
        recipe.Windows is SoundWindowOptions { TrimSilence: true } ? [.. clips.Select(c => DigitalSilence.Trim(c, recipe.Features))] : clips;

    /// <summary>The front end with its scale, measured on training windows where the recipe says so.</summary>
    /// <param name="recipe">Recipe.</param>
    /// <param name="clips">Training recordings, and only those.</param>
    /// <param name="labels">Labels.</param>
    /// <param name="seed">Decides the draws.</param>
    public static FeatureSpec Scaled(Recipe recipe, IReadOnlyList<Clip> clips, IReadOnlyList<Label> labels, int seed) =>
        recipe.MeasureScale && recipe.Windows is SoundWindowOptions sound ? InputScale.Measure(recipe.Features, clips, labels, sound, seed) : recipe.Features;
}
