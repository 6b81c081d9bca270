using AvianVox.Classification.Packages;

namespace AvianVox.Training.Evaluation;

/// <summary>Chooses the recommended thresholds on recordings that the network was not fitted to.</summary>
internal static class ThresholdChoice
{
    /// <summary>Share of the fired windows that must name the right bird.</summary>
    public const double WantedPrecision = 0.9;

    /// <summary>Lowest threshold looked at: below it two labels can both be over.</summary>
    public const double Lowest = 0.3;

    private const double Highest = 0.95;
    private const double Step = 0.05;

    /// <summary>
    /// First one for all birds: the lowest at which at least <see cref="WantedPrecision"/> of the fired windows, those of
    /// negatives included, name the right bird; the most precise one where none does. Then, for a bird that is too often
    /// named in error even there, one of its own: the lowest at which the same holds for it alone, and at which no window of
    /// a negative came within a step of it.
    /// </summary>
    /// <param name="birds">Scores of recordings of birds.</param>
    /// <param name="negatives">Scores of recordings without birds.</param>
    /// <param name="labels">The model's labels.</param>
    public static Thresholds Choose(IReadOnlyList<ClipScores> birds, IReadOnlyList<ClipScores> negatives, IReadOnlyList<Label> labels)
    {
        var standard = Standard(birds, negatives, labels);
        var own = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var label in labels.Where(l => l.Kind == LabelKind.Bird))
        {
            var threshold = Steps().SkipWhile(t => t < standard - 1e-9).FirstOrDefault(t => Holds(label, t, birds, negatives), Highest);
            if (threshold > standard + 1e-9)
            {
                own[label.Code] = threshold;
            }
        }

        return new Thresholds(labels, standard, own);
    }

    private static double Standard(IReadOnlyList<ClipScores> birds, IReadOnlyList<ClipScores> negatives, IReadOnlyList<Label> labels)
    {
        var (best, bestPrecision) = (0.5, 0.0);
        foreach (var threshold in Steps())
        {
            var all = Thresholds.Same(labels, threshold);
            var bird = BirdFigures.Of(birds, labels, all);
            var fired = bird.Fired + negatives.Sum(c => c.Windows.Count(w => all.Fired(w) >= 0));
            var precision = fired == 0 ? 0 : (double)bird.FiredRight / fired;
            if (precision >= WantedPrecision)
            {
                return threshold;
            }

            if (precision > bestPrecision)
            {
                (best, bestPrecision) = (threshold, precision);
            }
        }

        return best;
    }

    private static bool Holds(Label label, double threshold, IReadOnlyList<ClipScores> birds, IReadOnlyList<ClipScores> negatives)
    {
        if (negatives.Any(c => c.Windows.Any(w => w[label.Index] >= threshold - Step)))
        {
            return false;
        }

        var (right, wrong) = (0, 0);
        foreach (var clip in birds)
        {
            var fired = clip.Windows.Count(w => w[label.Index] >= threshold);
            if (clip.Clip.Recording.Class.ScientificName == label.ScientificName)
            {
                right += fired;
            }
            else
            {
                wrong += fired;
            }
        }

        return right >= WantedPrecision * (right + wrong);
    }

    private static IEnumerable<double> Steps()
    {
        for (var i = 0; Lowest + (i * Step) <= Highest + 1e-9; i++)
        {
            yield return Math.Round(Lowest + (i * Step), 2);
        }
    }
}
