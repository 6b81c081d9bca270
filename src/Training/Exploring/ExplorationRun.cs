using AvianVox.Audio;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Exploring;

/// <summary>Looks at all recordings of data folders.</summary>
/// <param name="data">Data folders.</param>
/// <param name="monitor">Is told of what is left out and how far it is.</param>
internal sealed class ExplorationRun(IReadOnlyList<string> data, IWorkMonitor monitor)
{
    /// <summary>Species of which a picture is shown at most.</summary>
    private const int Examples = 6;

    /// <summary>Recordings between two steps of the progress.</summary>
    private const int AtATime = 16;

    /// <summary>Seed of train's split where none is given.</summary>
    private const int Seed = 37;

    /// <summary>The study's front end over whole files, so that means and deviations can be compared with its own.</summary>
    private static readonly FeatureSpec Spec = new() { OfflineEdges = EdgePadding.Reflect, OfflineClamp = DecibelClamp.File };

    private readonly List<string> _left = [];

    /// <summary>Looks.</summary>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="WorkshopException">The data cannot be used.</exception>
    public Exploration Run(CancellationToken stop)
    {
        var listed = data.SelectMany(d => DataSetReader.Read(d, Leave, new DataSetOptions { Scheme = ClassScheme.Fine })).ToList();
        var examples = ChooseExamples(listed);
        var heard = new List<HeardRecording>();
        foreach (var part in listed.Chunk(AtATime))
        {
            monitor.Step("Reading recordings", heard.Count + _left.Count, Math.Max(listed.Count, heard.Count + _left.Count));
            var read = new HeardRecording?[part.Length];
            var faults = new string?[part.Length];
            Parallel.For(0, part.Length, new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            {
                try
                {
                    read[i] = Hear(part[i], examples.Contains(part[i]));
                }
                catch (AudioException fault)
                {
                    faults[i] = $"{fault.Message.TrimEnd('.')}; left out";
                }
            });
            foreach (var fault in faults.OfType<string>())
            {
                Leave(fault);
            }

            heard.AddRange(read.OfType<HeardRecording>());
        }

        monitor.Step("Reading recordings", listed.Count, listed.Count);
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

    private static HeardRecording Hear(Recording recording, bool isExample)
    {
        var samples = ClipLoader.Decode(recording.Path, Spec.SampleRate);
        var features = new OfflineFeatures(Spec);
        var (mel, mfcc) = EmptyCounts();
        var whole = features.Extract(ClipLoader.Loop(samples, Spec.FftSize));
        mel.Add(whole.LogMel.Values);
        mfcc.Add(whole.Mfcc.Values);
        return new HeardRecording(
            recording, (double)samples.Length / Spec.SampleRate, mel, mfcc,
            isExample ? ExamplePictures.Of(features, ClipLoader.Loop(samples, Spec.FftSize)) : null);
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
