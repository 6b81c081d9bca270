using AvianVox.Classification.Packages;

namespace AvianVox.Training.Evaluation;

/// <summary>The probability that each label must reach to count as heard.</summary>
internal sealed class Thresholds
{
    private readonly double[] _of;
    private readonly bool[] _isBird;

    /// <summary>Takes thresholds.</summary>
    /// <param name="labels">The model's labels.</param>
    /// <param name="standard">Of labels without one of their own; 0 to 1.</param>
    /// <param name="own">Of others, by label code; 0 to 1.</param>
    public Thresholds(IReadOnlyList<Label> labels, double standard, IReadOnlyDictionary<string, double> own)
    {
        (Standard, Own) = (standard, own);
        _of = [.. labels.Select(l => own.TryGetValue(l.Code, out var threshold) ? threshold : standard)];
        _isBird = [.. labels.Select(l => l.Kind == LabelKind.Bird)];
    }

    /// <summary>Of labels that have none of their own.</summary>
    public double Standard { get; }

    /// <summary>Of the others, by label code.</summary>
    public IReadOnlyDictionary<string, double> Own { get; }

    /// <summary>One threshold for all.</summary>
    /// <param name="labels">The model's labels.</param>
    /// <param name="threshold">0 to 1.</param>
    public static Thresholds Same(IReadOnlyList<Label> labels, double threshold) =>
        new(labels, threshold, new Dictionary<string, double>());

    /// <summary>Those that a package recommends.</summary>
    /// <param name="package">Package.</param>
    public static Thresholds Of(ModelPackage package) =>
        new(package.Labels, package.Manifest.DefaultThreshold, package.Manifest.Thresholds);

    /// <summary>
    /// The bird that a window is taken for: of those that reach their thresholds the one with the highest probability; -1 where
    /// none does.
    /// </summary>
    /// <param name="window">Probability per label.</param>
    public int Fired(ReadOnlySpan<float> window)
    {
        var fired = -1;
        for (var i = 0; i < window.Length; i++)
        {
            if (_isBird[i] && window[i] >= _of[i] && (fired < 0 || window[i] > window[fired]))
            {
                fired = i;
            }
        }

        return fired;
    }

    /// <summary>In words: the standard, and the range of the others.</summary>
    public override string ToString()
    {
        if (Own.Count == 0)
        {
            return FormattableString.Invariant($"{Standard:0.00}");
        }

        var (lowest, highest) = (Own.Values.Min(), Own.Values.Max());
        return FormattableString.Invariant($"{Standard:0.00}, {(Own.Count == 1 ? "one label" : $"{Own.Count} labels")} {lowest:0.00}") +
            (highest - lowest < 0.005 ? "" : FormattableString.Invariant($" to {highest:0.00}"));
    }
}
