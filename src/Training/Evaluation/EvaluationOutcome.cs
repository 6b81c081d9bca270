using AvianVox.Classification.Packages;
using AvianVox.Training.Evaluation.Metrics;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Evaluation;

/// <summary>What an evaluation measured.</summary>
internal sealed record EvaluationOutcome
{
    /// <summary>What was asked for.</summary>
    public required EvaluationRun Request { get; init; }

    /// <summary>The model.</summary>
    public required ModelPackage Package { get; init; }

    /// <summary>How many of the data's recordings the model was made with.</summary>
    public required SideCounts Sides { get; init; }

    /// <summary>Birds at the threshold, and false alarms on negatives.</summary>
    public required ModelFigures Figures { get; init; }

    /// <summary>Single windows, overlapping by half, against all labels.</summary>
    public required MetricSet Windows { get; init; }

    /// <summary>Whole recordings, each the mean of its windows, against all labels.</summary>
    public required MetricSet Recordings { get; init; }

    /// <summary>Duration against being right, by recording.</summary>
    public required DurationFigures Durations { get; init; }

    /// <summary>Top-1 of one random window per recording, per seed; empty when it was not asked for.</summary>
    public required Spread Crops { get; init; }

    /// <summary>How steady windows are under gain; null when it was not asked for.</summary>
    public required GainFigures? Gain { get; init; }

    /// <summary>
    /// What the birds' recordings share with those the model was trained on, and what a lookup that hears nothing gets right;
    /// null where all recordings are judged or no recordist is told.
    /// </summary>
    public required PartitionFigures? Trust { get; init; }

    /// <summary>Which recordings were judged and which left out, in sentences.</summary>
    public string Judged => Request.Side switch
    {
        JudgedSide.All when Sides.Training + Sides.Validation > 0 =>
            $"All recordings were judged, {Sides.Training} that the model was trained on and {Sides.Validation} that it was chosen " +
            "by among them: these figures flatter it.",
        JudgedSide.All => "All recordings were judged; where the model was trained on some of them, these figures flatter it.",
        JudgedSide.Unheard when Sides.Training + Sides.Validation > 0 =>
            $"Left out: {Sides.Training} recordings that the model was trained on and {Sides.Validation} that it was chosen by, " +
            "known by their sound.",
        JudgedSide.Unheard => "None of these recordings is one that the model is known to have been trained on or chosen by.",
        var side => $"The {side.ToString().ToLowerInvariant()} side of the model: {Sides.Training} recordings at hand it was trained " +
            $"on, {Sides.Validation} chosen by, {Sides.Test} tested on.",
    };

    /// <summary>English name per label.</summary>
    public IReadOnlyList<string> Names => [.. Package.Labels.Select(l => l.CommonName)];
}
