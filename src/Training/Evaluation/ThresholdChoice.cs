using AvianVox.Classification.Packages;

namespace AvianVox.Training.Evaluation;

/// <summary>Chooses the recommended threshold on validation recordings.</summary>
internal static class ThresholdChoice
{
    /// <summary>Share of the fired windows that must name the right bird.</summary>
    public const double WantedPrecision = 0.8;

    /// <summary>Lowest threshold looked at: below it two labels can both be over.</summary>
    private const double Lowest = 0.3;

    private const double Highest = 0.95;
    private const double Step = 0.05;

    /// <summary>The lowest threshold at which at least <see cref="WantedPrecision"/> of the fired windows, those of negatives included, name the right bird; the most precise one where none does.</summary>
    /// <param name="birds">Scores of validation recordings of birds.</param>
    /// <param name="negatives">Scores of validation recordings without birds.</param>
    /// <param name="labels">The model's labels.</param>
    public static double Choose(IReadOnlyList<ClipScores> birds, IReadOnlyList<ClipScores> negatives, IReadOnlyList<Label> labels)
    {
        var (best, bestPrecision) = (0.5, 0.0);
        for (var i = 0; Lowest + (i * Step) <= Highest + 1e-9; i++)
        {
            var threshold = Math.Round(Lowest + (i * Step), 2);
            var bird = BirdFigures.Of(birds, labels, threshold);
            var fired = bird.Fired + FiredOnNegatives(negatives, labels, threshold);
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

    private static int FiredOnNegatives(IReadOnlyList<ClipScores> negatives, IReadOnlyList<Label> labels, double threshold)
    {
        var isBird = labels.Select(l => l.Kind == LabelKind.Bird).ToArray();
        return negatives.Sum(c => c.Windows.Count(w => BirdFigures.HighestBird(w, isBird) is >= 0 and var h && w[h] >= threshold));
    }
}
