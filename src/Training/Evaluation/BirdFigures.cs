using AvianVox.Classification.Packages;
using AvianVox.Training.Data;

namespace AvianVox.Training.Evaluation;

/// <summary>Figures over recordings of birds.</summary>
/// <param name="Windows">Single windows, against all labels.</param>
/// <param name="Recordings">Mean over a recording's windows, against the bird labels: which bird, given that it is one.</param>
/// <param name="Fired">Windows on which some bird label reached its threshold.</param>
/// <param name="FiredRight">Of these, those on which the highest bird label that did was the right one, or another that is heard
/// there too.</param>
/// <param name="RecordingsFoundRight">Recordings with at least one such window.</param>
internal sealed record BirdFigures(Accuracy Windows, Accuracy Recordings, int Fired, int FiredRight, int RecordingsFoundRight)
{
    /// <summary>Share of fired windows that name a bird that is there; null when none fired.</summary>
    public double? Precision => Fired == 0 ? null : (double)FiredRight / Fired;

    /// <summary>The precision in words.</summary>
    public string PrecisionText => Precision is { } share ? FormattableString.Invariant($"{share:0.000} of {Fired}") : "none fired";

    /// <summary>Judges scores.</summary>
    /// <param name="scores">Scores of recordings of birds the model has labels for.</param>
    /// <param name="labels">The model's labels.</param>
    /// <param name="thresholds">What a label must reach.</param>
    public static BirdFigures Of(IEnumerable<ClipScores> scores, IReadOnlyList<Label> labels, Thresholds thresholds)
    {
        var isBird = labels.Select(l => l.Kind == LabelKind.Bird).ToArray();
        var match = new LabelMatch(labels);
        var (windows, recordings, fired, firedRight, found) = (default(Accuracy), default(Accuracy), 0, 0, 0);
        foreach (var clip in scores)
        {
            var right = match.Find(clip.Clip.Recording.Class)!.Index;
            var also = clip.Clip.Recording.Also.Select(a => match.Find(a)?.Index ?? -1).ToHashSet();
            var (here, there) = (0, 0);
            foreach (var window in clip.Windows)
            {
                windows = windows.With(window, right);
                var named = thresholds.Fired(window);
                fired += named >= 0 ? 1 : 0;
                here += named == right ? 1 : 0;
                there += named != right && also.Contains(named) && named >= 0 ? 1 : 0;
            }

            firedRight += here + there;
            found += here > 0 ? 1 : 0;
            recordings = recordings.With(clip.Pooled(), right, isBird);
        }

        return new BirdFigures(windows, recordings, fired, firedRight, found);
    }
}
