using AvianVox.Audio;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;
using AvianVox.Training.Naming;
using AvianVox.Training.Sounds;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Exploring;

/// <summary>Looks at all recordings of data folders.</summary>
/// <param name="data">Data folders.</param>
/// <param name="monitor">Is told of what is left out and how far it is.</param>
internal sealed class ExplorationRun(IReadOnlyList<string> data, IWorkMonitor monitor)
{
    /// <summary>
    /// Seconds that features are computed of at a time: a longer recording is looked at in pieces, each within 80 dB of its own
    /// loudest.
    /// </summary>
    private const int PieceSeconds = 300;

    /// <summary>Species of which a picture is shown at most.</summary>
    private const int Examples = 6;

    /// <summary>Recordings between two steps of the progress.</summary>
    private const int AtATime = 16;

    /// <summary>Seed of train's split where none is given.</summary>
    private const int Seed = 37;

    /// <summary>The study's front end over whole files, so that means and deviations can be compared with its own.</summary>
    private static readonly FeatureSpec Spec = new() { OfflineEdges = EdgePadding.Reflect, OfflineClamp = DecibelClamp.File };

    private readonly List<string> _left = [];

    /// <summary>What names are of that do not tell; null asks.</summary>
    public KindChoices? Kinds { get; init; }

    /// <summary>Looks.</summary>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="WorkshopException">The data cannot be used.</exception>
    public Exploration Run(CancellationToken stop)
    {
        var options = new DataSetOptions { Scheme = ClassScheme.Fine, Kinds = Kinds, Stop = stop };
        var listed = DataSetReader.ReadAll(data, Leave, options);
        var examples = ChooseExamples(listed);
        var heard = new List<HeardRecording>();
        foreach (var part in listed.Chunk(AtATime))
        {
            monitor.Step("Reading recordings", heard.Count + _left.Count, Math.Max(listed.Count, heard.Count + _left.Count));
            var read = new HeardRecording?[part.Length];
            var faults = new string?[part.Length];
            AllCores.For(
                part.Length,
                i =>
                {
                    try
                    {
                        read[i] = Hear(part[i], examples.Contains(part[i]), stop);
                    }
                    catch (AudioException fault)
                    {
                        faults[i] = $"{fault.Message.TrimEnd('.')}; left out";
                    }
                },
                stop);
            foreach (var fault in faults.OfType<string>())
            {
                Leave(fault);
            }

            heard.AddRange(read.OfType<HeardRecording>());
        }

        monitor.Step("Reading recordings", listed.Count, listed.Count);
        var grouped = SoundGroups.Join([.. heard.Select(h => h.Recording)], [.. heard.Select(h => h.Identity)], Leave);
        heard = [.. heard.Zip(grouped, (one, recording) => one with { Recording = recording })];
        return heard.Count > 0 ? Whole(heard) : throw new WorkshopException($"{string.Join(", ", data)}: no recording could be read.");
    }

    private void Leave(string fault)
    {
        _left.Add(fault);
        monitor.Warn(fault);
    }

    /// <summary>One recording each of species that lie evenly in the alphabet.</summary>
    private static HashSet<Recording> ChooseExamples(IReadOnlyList<Recording> recordings)
    {
        var species = recordings.GroupBy(r => r.Class)
            .OrderBy(g => g.Key.Kind)
            .ThenBy(g => g.Key.CommonName, StringComparer.Ordinal)
            .ToList();
        var count = Math.Min(Examples, species.Count);
        return [.. Enumerable.Range(0, count).Select(i => species[i * species.Count / count].First())];
    }

    private static HeardRecording Hear(Recording recording, bool isExample, CancellationToken stop)
    {
        var features = new OfflineFeatures(Spec);
        var (mel, mfcc) = EmptyCounts();
        var piece = new float[PieceSeconds * Spec.SampleRate];
        var (held, all, example) = (0, 0L, (ExamplePictures?)null);
        void Count()
        {
            var whole = features.Extract(ClipLoader.Loop(piece[..held], Spec.FftSize));
            mel.Add(whole.LogMel.Values);
            mfcc.Add(whole.Mfcc.Values);
            example ??= isExample ? ExamplePictures.Of(features, ClipLoader.Loop(piece[..held], Spec.FftSize)) : null;
            held = 0;
        }

        using var meter = new SoundMeter();
        SoundBlocks.Read(
            recording.Path,
            Spec.SampleRate,
            samples =>
            {
                all += samples.Length;
                while (!samples.IsEmpty)
                {
                    var taken = samples[..Math.Min(samples.Length, piece.Length - held)];
                    taken.CopyTo(piece.AsSpan(held));
                    samples = samples[taken.Length..];
                    held += taken.Length;
                    if (held == piece.Length)
                    {
                        Count();
                    }
                }
            },
            meter,
            stop);
        if (held > 0)
        {
            Count();
        }

        return new HeardRecording(recording, (double)all / Spec.SampleRate, mel, mfcc, example) { Identity = meter.Identity() };
    }

    private static (ValueCounts LogMel, ValueCounts Mfcc) EmptyCounts() => (new(-30, 10, 80), new(-800, 300, 110));

    private Exploration Whole(List<HeardRecording> heard)
    {
        var (mel, mfcc) = EmptyCounts();
        foreach (var recording in heard)
        {
            mel.Add(recording.LogMel);
            mfcc.Add(recording.Mfcc);
        }

        return new Exploration
        {
            Data = data,
            Spec = Spec,
            Recordings = heard,
            Left = _left,
            Species = [.. heard.GroupBy(h => h.Recording.Class.CommonName).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new SpeciesFacts(
                g.Key, g.Count(), g.Sum(h => h.Seconds), g.Min(h => h.Seconds), g.Max(h => h.Seconds),
                g.Select(h => h.Recording.Recordist).Where(r => r.Length > 0).Distinct(StringComparer.Ordinal).Count()))],
            LogMel = mel,
            Mfcc = mfcc,
            Trust = Trust(heard),
        };
    }

    private PartitionFigures? Trust(List<HeardRecording> heard)
    {
        var birds = heard.Where(h => h.Recording.Class.Kind == LabelKind.Bird).ToList();
        if (birds.All(h => h.Recording.Recordist.Length == 0))
        {
            return null;
        }

        var split = RecordingSplit.Create([.. birds.Select(h => h.Recording)], Seed);
        var index = RecordingLists.Index(string.Join(", ", data), [.. birds.Select(h => h.Recording)], i => birds[i].Seconds);
        int[] Side(SplitSide side) => [.. split[side].Select(r => birds.FindIndex(h => ReferenceEquals(h.Recording, r)))];
        var partition = new Partition("", Side(SplitSide.Training), Side(SplitSide.Test));
        return partition.Training.Length == 0 || partition.Test.Length == 0
            ? null
            : new PartitionFigures(partition, Leakage.Of(index, partition), DeafLookup.Of(index, partition));
    }
}
