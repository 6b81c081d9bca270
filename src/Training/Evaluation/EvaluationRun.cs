using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;
using AvianVox.Training.Evaluation.Metrics;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Evaluation;

/// <summary>Judges a model package by the recordings of data folders.</summary>
internal sealed record EvaluationRun
{
    /// <summary>Seed of the first random crop: the study's.</summary>
    public const int FirstCropSeed = 37;

    /// <summary>Recordings held as sound at a time.</summary>
    private const int AtATime = 32;

    /// <summary>Folder of the package.</summary>
    public required string Model { get; init; }

    /// <summary>Data folders.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>Side of the split to judge by; null for all recordings.</summary>
    public SplitSide? Side { get; init; }

    /// <summary>Seed of the split; null takes the model's.</summary>
    public int? Seed { get; init; }

    /// <summary>Threshold of every bird; null takes the model's, each its own.</summary>
    public double? Threshold { get; init; }

    /// <summary>Seeds of random crops, from <see cref="FirstCropSeed"/> up; 0 leaves them out.</summary>
    public int CropSeeds { get; init; }

    /// <summary>Gains under which windows are judged again, in dB; none leaves it out.</summary>
    public IReadOnlyList<double> Gains { get; init; } = [];

    /// <summary>Judges. Recordings of what the model has no label for are left out.</summary>
    /// <param name="monitor">Is told of what is left out and how far it is.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="ModelPackageException">The package does not hold together.</exception>
    /// <exception cref="WorkshopException">The data cannot be used, or the model takes raw samples.</exception>
    public EvaluationOutcome Run(IWorkMonitor monitor, CancellationToken stop)
    {
        var package = ModelLoader.Load(Model);
        using var scorer = ClipScorer.AtHalfWindows(package);
        var label = package.Labels.ToDictionary(l => l.ScientificName, l => l.Index, StringComparer.Ordinal);
        var names = label.Keys.ToHashSet(StringComparer.Ordinal);

        // Called what the model calls them before they are split: the split goes by class.
        var recordings = Data.SelectMany(d => DataSetReader.Read(d, monitor.Warn, new DataSetOptions { Scheme = ClassScheme.Fine }))
            .Select(r => r with { Class = r.Class.Among(names) ?? r.Class }).ToList();
        var split = Side is null ? null : RecordingSplit.Create(recordings, SplitSeed(package));
        var judged = split?[Side!.Value] ?? recordings;
        var known = judged.Where(r => label.ContainsKey(r.Class.ScientificName)).ToList();
        if (known.Count < judged.Count)
        {
            monitor.Warn($"{judged.Count - known.Count} recordings are of what {package.Manifest.Name} has no label for; left out");
        }

        var heard = new Hearings(scorer, package.Manifest.Features!, this);
        foreach (var part in known.Chunk(AtATime))
        {
            foreach (var clip in ClipLoader.Load(part, heard.Spec, monitor.Warn, stop))
            {
                stop.ThrowIfCancellationRequested();
                heard.Add(clip, label[clip.Recording.Class.ScientificName]);
            }

            monitor.Step("Judging recordings", Math.Min(known.Count, heard.Scores.Count), known.Count);
        }

        monitor.Step("Judging recordings", known.Count, known.Count);
        return heard.Scores.Count > 0
            ? Outcome(package, heard, label, split)
            : throw new WorkshopException(
                $"None of the recordings in {string.Join(", ", Data)} is of what {package.Manifest.Name} has a label for.");
    }

    private EvaluationOutcome Outcome(ModelPackage package, Hearings heard, Dictionary<string, int> label, RecordingSplit? split)
    {
        var thresholds = Threshold is { } same ? Thresholds.Same(package.Labels, same) : Thresholds.Of(package);
        int Right(ClipScores s) => label[s.Clip.Recording.Class.ScientificName];
        var windows = ScoreTable.Of([.. heard.Scores.SelectMany(s => s.Windows.Select(w => (w, Right(s))))], package.Labels.Count);
        var recordings = windows.Pooled([.. heard.Scores.SelectMany((s, at) => s.Windows.Select(_ => at))]);
        var named = recordings.Named();
        return new EvaluationOutcome
        {
            Request = this,
            Package = package,
            Figures = new ModelFigures(thresholds, 1, 0, heard.Scores, package.Labels, heard.Spec.SampleRate),
            Windows = MetricSet.Of(windows),
            Recordings = MetricSet.Of(recordings),
            Durations = DurationFigures.Of(
                [.. heard.Scores.Select((s, i) => (Right(s), (double)s.Clip.OwnSamples / heard.Spec.SampleRate, named[i] == Right(s)))]),
            Crops = new Spread([.. heard.CropRight.Select(right => (double)right / heard.Scores.Count)]),
            Gain = Gains.Count == 0
                ? null
                : GainFigures.Of(heard.Plain, [.. Gains.Select((g, i) => (g, (IReadOnlyList<int>)heard.Gained[i]))]),
            Trust = split is null ? null : Trust(split, heard),
        };
    }

    /// <summary>What the birds that are judged share with the training side, as far as recordists are told.</summary>
    private PartitionFigures? Trust(RecordingSplit split, Hearings heard)
    {
        static bool IsTold(Recording r) => r.Class.Kind == LabelKind.Bird && r.Recordist.Length > 0;
        var own = heard.Scores.Select(s => s.Clip.Recording).Where(IsTold).ToList();
        var training = Side == SplitSide.Training ? [] : split[SplitSide.Training].Where(IsTold).ToList();
        if (training.Count == 0 || own.Count == 0)
        {
            return null;
        }

        var index = RecordingLists.Index(string.Join(", ", Data), [.. training, .. own], _ => null);
        var partition = new Partition("", [.. Enumerable.Range(0, training.Count)], [.. Enumerable.Range(training.Count, own.Count)]);
        return new PartitionFigures(partition, Leakage.Of(index, partition), DeafLookup.Of(index, partition));
    }

    private int SplitSeed(ModelPackage package) => Seed
        ?? (package.Manifest.Provenance.Seed is { } seed and >= 0 and <= int.MaxValue
            ? (int)seed
            : throw new WorkshopException($"Model package {package.Folder} does not say the seed of its split; give it with --seed."));

    /// <summary>What the model says of recordings as they are, of random crops of them, and of them louder and softer.</summary>
    private sealed class Hearings(ClipScorer scorer, FeatureSpec spec, EvaluationRun request)
    {
        public FeatureSpec Spec { get; } = spec;

        public List<ClipScores> Scores { get; } = [];

        /// <summary>First label per window.</summary>
        public List<int> Plain { get; } = [];

        /// <summary>First label per window, for each gain.</summary>
        public List<int>[] Gained { get; } = [.. request.Gains.Select(_ => new List<int>())];

        /// <summary>Recordings whose random crop was named rightly, per seed.</summary>
        public int[] CropRight { get; } = new int[request.CropSeeds];

        public void Add(Clip clip, int right)
        {
            var scores = scorer.Score(clip);

            // The seed of a crop is the study's: the run's plus the recording's place.
            var spare = ((clip.Samples.Length - Spec.FftSize) / Spec.Hop) + 1 - Spec.WindowFrames;
            for (var s = 0; s < CropRight.Length; s++)
            {
                var first = (int)new NumpyRandom((uint)(FirstCropSeed + s + Scores.Count)).Uniform(0, spare);
                CropRight[s] += ScoreTable.Highest(scorer.ScoreAt(clip.Samples, first * Spec.Hop)) == right ? 1 : 0;
            }

            Plain.AddRange(scores.Windows.Select(w => ScoreTable.Highest(w)));
            for (var g = 0; g < Gained.Length; g++)
            {
                // Samples are floating-point numbers, so nothing is clipped.
                var factor = (float)Math.Pow(10, request.Gains[g] / 20);
                var gained = scorer.Score(clip with { Samples = Array.ConvertAll(clip.Samples, x => x * factor) });
                Gained[g].AddRange(gained.Windows.Select(w => ScoreTable.Highest(w)));
            }

            // The figures need no samples, and hours of sound would fill the memory.
            Scores.Add(scores with { Clip = clip with { Samples = [] } });
        }
    }
}
