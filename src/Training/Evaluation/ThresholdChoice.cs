using AvianVox.Classification.Packages;

namespace AvianVox.Training.Evaluation;

/// <summary>Chooses the recommended thresholds on recordings that the network was not fitted to.</summary>
internal static class ThresholdChoice
{
    /// <summary>Share of the fired windows that must name the right bird.</summary>
    public const double WantedPrecision = 0.9;

    /// <summary>
    /// Lowest threshold looked at. Chosen by one half of the held-out recordings for the other half, lower ones let negatives
    /// through.
    /// </summary>
    private const double Lowest = 0.6;

    private const double Highest = 0.95;
    private const double Step = 0.05;

    /// <summary>What the highest probability that a negative gave must be below a bird's threshold.</summary>
    private const double Margin = 0.2;

    /// <summary>
    /// For each bird that was heard right at all: the lowest threshold at which <see cref="WantedPrecision"/> of the windows
    /// that it is named in are its own, and no window of a negative came near it. A bird that is easily told
    /// apart gets a low one, whatever the others need. For the birds of which nothing is known, because none of their
    /// windows was held out or none was heard right: the standard, the lowest at which the same holds for all birds
    /// together, or more where one of them was named in error even there.
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
            var threshold = Steps().Select(t => (double?)t).FirstOrDefault(t => Holds(label, t!.Value, birds, negatives, isKnown: true))
                ?? Steps().SkipWhile(t => t < standard - 1e-9).FirstOrDefault(
                    t => Holds(label, t, birds, negatives, isKnown: false), Highest);
            if (Math.Abs(threshold - standard) > 1e-9)
            {
                own[label.Code] = threshold;
            }
        }

        return new Thresholds(labels, standard, own);
    }

    private static double Standard(IReadOnlyList<ClipScores> birds, IReadOnlyList<ClipScores> negatives, IReadOnlyList<Label> labels)
    {
        var (best, bestPrecision) = (Highest, 0.0);
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

    private static bool Holds(
        Label label, double threshold, IReadOnlyList<ClipScores> birds, IReadOnlyList<ClipScores> negatives, bool isKnown)
    {
        if (negatives.Any(c => c.Windows.Any(w => w[label.Index] >= threshold - Margin)))
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
            else if (!clip.Clip.Recording.Also.Contains(label.ScientificName, StringComparer.OrdinalIgnoreCase))
            {
                wrong += fired;
            }
        }

        return right >= WantedPrecision * (right + wrong) && (right > 0 || !isKnown);
    }

    private static IEnumerable<double> Steps()
    {
        for (var i = 0; Lowest + (i * Step) <= Highest + 1e-9; i++)
        {
            yield return Math.Round(Lowest + (i * Step), 2);
        }
    }
}
