using AvianVox.Classification.Packages;
using AvianVox.Training.Data;

namespace AvianVox.Training.Evaluation;

/// <summary>Judges a model package by the recordings of data folders.</summary>
internal sealed record EvaluationRun
{
    /// <summary>Folder of the package.</summary>
    public required string Model { get; init; }

    /// <summary>Data folders.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>Side of the split to judge by; null for all recordings.</summary>
    public SplitSide? Side { get; init; }

    /// <summary>Seed of the split; null takes the model's.</summary>
    public int? Seed { get; init; }

    /// <summary>Threshold of every bird; null takes the model's.</summary>
    public double? Threshold { get; init; }

    /// <summary>Judges. Recordings of what the model has no label for are left out.</summary>
    /// <param name="warn">Receives one line per thing left out.</param>
    /// <param name="stop">Ends loading.</param>
    /// <exception cref="ModelPackageException">The package does not hold together.</exception>
    /// <exception cref="WorkshopException">The data cannot be used, or the model takes raw samples.</exception>
    public ModelFigures Run(Action<string> warn, CancellationToken stop)
    {
        var package = ModelPackage.Load(Model);
        using var scorer = ClipScorer.AtHalfWindows(package);
        var names = package.Labels.Select(l => l.ScientificName).ToHashSet(StringComparer.Ordinal);

        // Called what the model calls them before they are split: the split goes by class.
        var recordings = Data.SelectMany(d => DataSetReader.Read(d, warn, new DataSetOptions { Scheme = ClassScheme.Fine }))
            .Select(r => r with { Class = r.Class.Among(names) ?? r.Class }).ToList();
        var judged = Side is { } side ? RecordingSplit.Create(recordings, SplitSeed(package))[side] : recordings;
        var known = judged.Where(r => names.Contains(r.Class.ScientificName)).ToList();
        if (known.Count < judged.Count)
        {
            warn($"{judged.Count - known.Count} recordings are of what {package.Manifest.Name} has no label for; left out");
        }

        var spec = package.Manifest.Features!;
        var scores = new List<ClipScores>();
        foreach (var clip in ClipLoader.Load(known, spec, warn, stop))
        {
            stop.ThrowIfCancellationRequested();
            scores.Add(scorer.Score(clip));
        }

        return scores.Count > 0
            ? new ModelFigures(Threshold ?? package.Manifest.DefaultThreshold, 0, scores, package.Labels, spec.SampleRate)
            : throw new WorkshopException($"None of the recordings in {string.Join(", ", Data)} is of what {package.Manifest.Name} has a label for.");
    }

    private int SplitSeed(ModelPackage package) => Seed
        ?? (package.Manifest.Provenance.Seed is { } seed and >= 0 and <= int.MaxValue
            ? (int)seed
            : throw new WorkshopException($"Model package {package.Folder} does not say the seed of its split; give it with --seed."));
}
