using System.Collections.Concurrent;
using AvianVox.Audio;
using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;
using AvianVox.Training.Evaluation.Metrics;
using AvianVox.Training.Naming;
using AvianVox.Training.Sounds;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Evaluation;

/// <summary>Judges a model package by the recordings of data folders.</summary>
internal sealed record EvaluationRun
{
    /// <summary>Seed of the first random crop: the study's.</summary>
    public const int FirstCropSeed = 37;

    /// <summary>Folder of the package.</summary>
    public required string Model { get; init; }

    /// <summary>Data folders.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>Recordings to judge by.</summary>
    public JudgedSide Side { get; init; } = JudgedSide.Unheard;

    /// <summary>What names are of that do not tell; null asks.</summary>
    public KindChoices? Kinds { get; init; }

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
        var spec = package.Manifest.Features
            ?? throw new WorkshopException(
                $"Model package {package.Folder} takes raw samples; evaluation is for models that take features.");
        var (judged, training, sides) = Choose(package, monitor, stop);
        var heard = new RecordingHearing[judged.Count];
        var faults = new string?[judged.Count];
        var scorers = new ConcurrentBag<ClipScorer>();
        var done = 0;
        try
        {
            AllCores.For(
                judged.Count,
                i =>
                {
                    var scorer = scorers.TryTake(out var free) ? free : ClipScorer.AtHalfWindows(package);
                    try
                    {
                        heard[i] = RecordingHearing.Of(scorer, judged[i], i, this, stop);
                    }
                    catch (AudioException fault)
                    {
                        faults[i] = $"{fault.Message.TrimEnd('.')}; left out";
                    }

                    scorers.Add(scorer);
                    monitor.Step("Judging recordings", Interlocked.Increment(ref done), judged.Count);
                },
                stop);
        }
        finally
        {
            foreach (var scorer in scorers)
            {
                scorer.Dispose();
            }
        }

        foreach (var fault in faults.OfType<string>())
        {
            monitor.Warn(fault);
        }

        var all = heard.OfType<RecordingHearing>().ToList();
        return all.Count > 0
            ? Outcome(package, spec, all, training, sides)
            : throw new WorkshopException($"None of the recordings in {string.Join(", ", Data)} could be read.");
    }

    /// <summary>What is to be judged, called what the model calls it; and what of the data the model was trained on.</summary>
    private (IReadOnlyList<Recording> Judged, IReadOnlyList<Recording> Training, SideCounts Sides) Choose(
        ModelPackage package, IWorkMonitor monitor, CancellationToken stop)
    {
        var labels = new LabelMatch(package.Labels);
        var options = new DataSetOptions { Scheme = ClassScheme.Fine, Kinds = Kinds, Stop = stop };
        var listed = DataSetReader.ReadAll(Data, monitor.Warn, options);
        var known = new List<Recording>();
        foreach (var recording in listed)
        {
            if (labels.Find(recording.Class) is { } label)
            {
                // Called what the model calls it before it is split: the split goes by class.
                known.Add(recording with { Class = new SoundClass(label.ScientificName, label.CommonName, label.Kind) });
            }
        }

        if (known.Count < listed.Count)
        {
            var without = listed.Where(r => labels.Find(r.Class) is null)
                .Select(r => r.Class.CommonName)
                .Distinct(StringComparer.Ordinal)
                .ToList();
            monitor.Warn(
                $"{listed.Count - known.Count} recordings are of what {package.Manifest.Name} has no label for " +
                $"({string.Join(", ", without.Take(3))}{(without.Count > 3 ? " ..." : "")}); left out");
        }

        if (known.Count == 0)
        {
            throw new WorkshopException(
                $"None of the recordings in {string.Join(", ", Data)} is of what {package.Manifest.Name} has a label for.");
        }

        var sideOf = TrainedOn.Read(package) is { } trained && Seed is null
            ? ByIdentity(known, trained, package, monitor, stop)
            : BySplit(known, package, monitor);
        int Count(SplitSide side) => known.Count(r => sideOf(r) == side);
        var sides = new SideCounts(Count(SplitSide.Training), Count(SplitSide.Validation), Count(SplitSide.Test));
        var judged = known.Where(r => Side switch
        {
            JudgedSide.All => true,
            JudgedSide.Unheard => sideOf(r) is null or SplitSide.Test,
            JudgedSide.Test => sideOf(r) == SplitSide.Test,
            JudgedSide.Validation => sideOf(r) == SplitSide.Validation,
            _ => sideOf(r) == SplitSide.Training,
        }).ToList();
        return judged.Count > 0
            ? (judged, [.. known.Where(r => sideOf(r) == SplitSide.Training)], sides)
            : throw new WorkshopException(
                $"None of the {known.Count} recordings in {string.Join(", ", Data)} is left: {package.Manifest.Name} was trained on " +
                $"{sides.Training} of " +
                $"them, chosen by {sides.Validation} and tested on {sides.Test}. Give other recordings, or judge all of them by " +
                "--side all.");
    }

    /// <summary>Sides by what the package says it was made with.</summary>
    private static Func<Recording, SplitSide?> ByIdentity(
        IReadOnlyList<Recording> recordings, TrainedOn trained, ModelPackage package, IWorkMonitor monitor, CancellationToken stop)
    {
        if (!trained.HasSounds)
        {
            monitor.Warn(
                $"{package.Manifest.Name} knows what it was trained on by names of files and data folders alone; what lies elsewhere " +
                "or is called otherwise now is not known again");
            return r => trained.UsedFor(r, new SoundIdentity("", 0, SoundPrint.None));
        }

        var paths = recordings.Select(r => r.Path).Distinct(StringComparer.Ordinal).ToArray();
        var identities = new ConcurrentDictionary<string, SoundIdentity>(StringComparer.Ordinal);
        var done = 0;
        AllCores.For(
            paths.Length,
            i =>
            {
                try
                {
                    using var meter = new SoundMeter();
                    SoundBlocks.Read(paths[i], (rate, _) => meter.Begin(rate), meter.Add, stop);
                    identities[paths[i]] = meter.Identity();
                }
                catch (AudioException)
                {
                    // Whoever hears it tells.
                }

                monitor.Step("Knowing recordings again", Interlocked.Increment(ref done), paths.Length);
            },
            stop);
        return r => identities.TryGetValue(r.Path, out var identity) ? trained.UsedFor(r, identity) : null;
    }

    /// <summary>
    /// Sides by the split that training would make of these recordings: the only thing there is for packages that tell nothing.
    /// </summary>
    private Func<Recording, SplitSide?> BySplit(IReadOnlyList<Recording> recordings, ModelPackage package, IWorkMonitor monitor)
    {
        if (Side is JudgedSide.All or JudgedSide.Unheard)
        {
            if (Side == JudgedSide.Unheard)
            {
                monitor.Warn(
                    $"{package.Manifest.Name} does not tell what it was trained on, so that nothing of that can be left out; where " +
                    "it was trained on some of these recordings, the figures flatter it");
            }

            return _ => null;
        }

        var split = RecordingSplit.Create(recordings, SplitSeed(package));
        var sides = Enum.GetValues<SplitSide>()
            .SelectMany(s => split[s].Select(r => (r, s)))
            .ToDictionary(p => (object)p.r, p => p.s, ReferenceEqualityComparer.Instance);
        return r => sides.TryGetValue(r, out var side) ? side : null;
    }

    private EvaluationOutcome Outcome(
        ModelPackage package, FeatureSpec spec, IReadOnlyList<RecordingHearing> heard, IReadOnlyList<Recording> training, SideCounts sides)
    {
        var label = new LabelMatch(package.Labels);
        var thresholds = Threshold is { } same ? Thresholds.Same(package.Labels, same) : Thresholds.Of(package);
        int Right(RecordingHearing h) => label.Find(h.Scores.Clip.Recording.Class)!.Index;
        var windows = ScoreTable.Of([.. heard.SelectMany(h => h.Scores.Windows.Select(w => (w, Right(h))))], package.Labels.Count);
        var recordings = windows.Pooled([.. heard.SelectMany((h, at) => h.Scores.Windows.Select(_ => at))]);
        var named = recordings.Named();
        return new EvaluationOutcome
        {
            Request = this,
            Package = package,
            Sides = sides,
            Figures = new ModelFigures(thresholds, 1, 0, [.. heard.Select(h => h.Scores)], package.Labels, spec.SampleRate),
            Windows = MetricSet.Of(windows),
            Recordings = MetricSet.Of(recordings),
            Durations = DurationFigures.Of(
                [.. heard.Select((h, i) => (Right(h), (double)h.Scores.Clip.OwnSamples / spec.SampleRate, named[i] == Right(h)))]),
            Crops = new Spread(
                [.. Enumerable.Range(0, CropSeeds).Select(s => heard.Average(h => h.Crops[s] == Right(h) ? 1.0 : 0))]),
            Gain = Gains.Count == 0
                ? null
                : GainFigures.Of(
                    [.. heard.SelectMany(h => h.Plain)],
                    [.. Gains.Select((g, i) => (g, (IReadOnlyList<int>)[.. heard.SelectMany(h => h.Gained[i])]))]),
            Trust = Trust(training, heard),
        };
    }

    /// <summary>What the birds that are judged share with the training side, as far as recordists are told.</summary>
    private PartitionFigures? Trust(IReadOnlyList<Recording> training, IReadOnlyList<RecordingHearing> heard)
    {
        static bool IsTold(Recording r) => r.Class.Kind == LabelKind.Bird && r.Recordist.Length > 0;
        var own = heard.Select(h => h.Scores.Clip.Recording).Where(IsTold).ToList();
        var known = Side is JudgedSide.Training or JudgedSide.All ? [] : training.Where(IsTold).ToList();
        if (known.Count == 0 || own.Count == 0)
        {
            return null;
        }

        var index = RecordingLists.Index(string.Join(", ", Data), [.. known, .. own], _ => null);
        var partition = new Partition("", [.. Enumerable.Range(0, known.Count)], [.. Enumerable.Range(known.Count, own.Count)]);
        return new PartitionFigures(partition, Leakage.Of(index, partition), DeafLookup.Of(index, partition));
    }

    private int SplitSeed(ModelPackage package) => Seed
        ?? (package.Manifest.Provenance.Seed is { } seed and >= 0 and <= int.MaxValue
            ? (int)seed
            : throw new WorkshopException($"Model package {package.Folder} does not say the seed of its split; give it with --seed."));
}
