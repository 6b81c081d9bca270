using AvianVox.Dsp.Features;
using AvianVox.Training.Keras;
using AvianVox.Training.Naming;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Benchmarks;

/// <summary>All that decides a benchmark.</summary>
internal sealed record BenchmarkRequest
{
    /// <summary>Data folders.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>What stays on one side: <see cref="SplitRule.Recording"/> or <see cref="SplitRule.Recordist"/>.</summary>
    public SplitRule Rule { get; init; } = SplitRule.Recording;

    /// <summary>Folds, from 2; every recording is tested once.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Recordings that a class needs; classes with fewer are left out.</summary>
    public int AtLeast { get; init; } = 2;

    /// <summary>
    /// Decides the folds, which are those of a cross-validation by the same rule, number and seed, and the MLP's weights at the
    /// start.
    /// </summary>
    public uint Seed { get; init; } = 37;

    /// <summary>
    /// Windows per recording at most, evenly spaced, in training and test; from 1. Recordings of any length count about alike so.
    /// </summary>
    public int Windows { get; init; } = 8;

    /// <summary>Front end. Its scale is fixed: none of it is measured on the data.</summary>
    public FeatureSpec Features { get; init; } = StudyModel.Features(128, 128, StudyScaling.Report);

    /// <summary>What names are of that do not tell; null asks.</summary>
    public KindChoices? Kinds { get; init; }
}
