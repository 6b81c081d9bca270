using AvianVox.Classification.Packages;
using AvianVox.Training.Data;
using AvianVox.Training.Recipes;
using AvianVox.Training.Store;
using AvianVox.Training.Study;
using AvianVox.Training.Windows;

namespace AvianVox.Training.Fitting;

/// <summary>Makes the training windows that a recipe asks for.</summary>
/// <param name="options">Where features of whole recordings are kept, and how much of them.</param>
/// <param name="warn">Receives one line per recording left out.</param>
/// <param name="time">Tells the age of what is kept.</param>
internal sealed class WindowSources(StoreOptions options, Action<string> warn, TimeProvider time)
{
    /// <summary>Makes them.</summary>
    /// <param name="recipe">Recipe.</param>
    /// <param name="clips">Training recordings, and only those.</param>
    /// <param name="labels">Labels.</param>
    /// <param name="seed">Decides every draw.</param>
    /// <param name="stop">Ends computing features.</param>
    /// <exception cref="WorkshopException">There are no recordings, or the store cannot be used, or is too small.</exception>
    public TrainingWindows Open(Recipe recipe, IReadOnlyList<Clip> clips, IReadOnlyList<Label> labels, int seed, CancellationToken stop)
    {
        if (clips.Count == 0)
        {
            throw new WorkshopException(
                "There is no recording to train on: no class has two recordings at least that can be read, one of which is held out " +
                "for the test.");
        }

        switch (recipe.Windows)
        {
            case SoundWindowOptions sound:
                var spec = recipe.MeasureScale ? InputScale.Measure(recipe.Features, clips, labels, sound, seed) : recipe.Features;
                return new TrainingWindows(spec, new SoundWindows(clips, labels, spec, sound, recipe.Fit.Batch, seed + 1), null);
            case StudyWindowOptions study:
                return OfStudy(recipe, study, clips, labels, seed, stop);
            default:
                throw new ArgumentOutOfRangeException(nameof(recipe), recipe.Windows, "has no source of windows");
        }
    }

    /// <summary>What a recipe does to recordings before anything is drawn from them, in training and in judging alike.</summary>
    /// <param name="recipe">Recipe.</param>
    /// <param name="clips">Recordings.</param>
    public static IReadOnlyList<Clip> Prepare(Recipe recipe, IReadOnlyList<Clip> clips) =>
        recipe.Windows is SoundWindowOptions { TrimSilence: true }
            ? [.. clips.Select(c => DigitalSilence.Trim(c, recipe.Features))]
            : clips;

    private TrainingWindows OfStudy(
        Recipe recipe, StudyWindowOptions study, IReadOnlyList<Clip> clips, IReadOnlyList<Label> labels, int seed, CancellationToken stop)
    {
        if (clips.FirstOrDefault(c => c.Recording.Stretch is not null) is { } stretch)
        {
            throw new WorkshopException(
                $"{stretch.Recording.Path} is listed by stretches; the study's windows are cut out of whole recordings. Take a " +
                "recipe with windows of kind sound.");
        }

        var set = new FeatureStore(options, time).Open([.. clips.Select(c => c.Recording)], recipe.Features, warn, (_, _) => { }, stop);
        try
        {
            if (set.Recordings.Count == 0)
            {
                throw new WorkshopException("There is no training recording whose features could be computed.");
            }

            var index = labels.ToDictionary(l => l.ScientificName, l => l.Index, StringComparer.Ordinal);
            var spec = recipe.MeasureScale ? FeatureStatistics.Measure(recipe.Features, set.Recordings) : recipe.Features;
            var order = new StudyOrder { Seed = (uint)seed, Batch = recipe.Fit.Batch, ShortClips = study.ShortClips };
            return new TrainingWindows(
                spec,
                new StudyWindows(
                    set.Recordings, [.. set.Recordings.Select(r => index[r.Recording.Class.ScientificName])], spec, order, labels.Count),
                set);
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }
}
