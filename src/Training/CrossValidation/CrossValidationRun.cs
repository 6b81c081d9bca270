using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AvianVox.Classification.Packages;
using AvianVox.Training.Data;
using AvianVox.Training.Evaluation;
using AvianVox.Training.Fitting;
using AvianVox.Training.Manifests;
using AvianVox.Training.Networks;
using AvianVox.Training.Splits;
using AvianVox.Training.Torch;
using static TorchSharp.torch;

namespace AvianVox.Training.CrossValidation;

/// <summary>Trains on all folds but one and tests on that one, for each fold and seed. Nothing is chosen by a test fold: the last epoch counts.</summary>
/// <param name="request">What to do.</param>
/// <param name="monitor">Is told how it goes.</param>
/// <param name="time">Measures speed.</param>
internal sealed class CrossValidationRun(CrossValidationRequest request, ICrossValidationMonitor monitor, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Runs. A run that is stopped or killed goes on where it was, epoch for epoch, when it is run again.</summary>
    /// <param name="stop">Ends after the current step.</param>
    /// <exception cref="WorkshopException">The data cannot be used or a result cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped before the last fold was done.</exception>
    public async Task<CrossValidationOutcome> RunAsync(CancellationToken stop)
    {
        TorchRuntime.Start(request.Threads);
        Directory.CreateDirectory(request.Out);
        var clips = Load(stop);
        var labels = LabelList.Of(clips.Select(c => c.Recording));
        var index = RecordingLists.Index(string.Join(", ", request.Data), [.. clips.Select(c => c.Recording)], i => (double)clips[i].OwnSamples / request.Recipe.Features.SampleRate);
        var partitions = Partitions(clips, index);
        monitor.Say($"{clips.Count} recordings of {labels.Count} classes, {partitions.Count} folds, {request.Seeds.Count} seeds");
        var results = new List<FoldResult>();
        NetworkFacts? facts = null;
        foreach (var seed in request.Seeds)
        {
            foreach (var (fold, partition) in partitions.Index())
            {
                stop.ThrowIfCancellationRequested();
                var (result, network) = await FoldAsync(clips, labels, partition, fold, seed, stop).ConfigureAwait(false);
                facts ??= network;
                results.Add(result);
                monitor.Fold(result, results.Count, partitions.Count * request.Seeds.Count);
            }
        }

        return new CrossValidationOutcome(
            labels,
            clips.Count,
            [.. partitions.Select(p => new PartitionFigures(p, Leakage.Of(index, p), DeafLookup.Of(index, p)))],
            results,
            [.. request.Seeds.Select(s => SeedFigures.Of(s, [.. results.Where(r => r.Seed == s)], labels.Count))],
            facts!);
    }

    private IReadOnlyList<Clip> Load(CancellationToken stop)
    {
        var all = request.Data.SelectMany(d => DataSetReader.Read(d, monitor.Warn, new DataSetOptions { Scheme = request.Scheme })).ToList();
        var enough = all.GroupBy(r => r.Class.ScientificName, StringComparer.Ordinal).Where(g => g.Count() >= request.AtLeast).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var clips = WindowSources.Prepare(request.Recipe, ClipLoader.Load([.. all.Where(r => enough.Contains(r.Class.ScientificName))], request.Recipe.Features, monitor.Warn, stop));
        return clips.Count > 0
            ? clips
            : throw new WorkshopException($"No class of {string.Join(", ", request.Data)} has {request.AtLeast} recordings that can be read; lower --at-least.");
    }

    private IReadOnlyList<Partition> Partitions(IReadOnlyList<Clip> clips, RecordingIndex index)
    {
        if (request.Rule is { } rule)
        {
            return GroupSplit.Folds(index, rule, request.Folds, request.FoldSeed);
        }

        var without = clips.FirstOrDefault(c => c.Recording.Fold is null);
        if (without is not null)
        {
            throw new WorkshopException($"{without.Recording.Path}: its name tells no fold; ask for folds by --rule recording or recordist.");
        }

        return [.. clips.Select(c => c.Recording.Fold!.Value).Distinct().Order().Select(f => new Partition(
            $"fold{f}",
            [.. clips.Index().Where(c => c.Item.Recording.Fold != f).Select(c => c.Index)],
            [.. clips.Index().Where(c => c.Item.Recording.Fold == f).Select(c => c.Index)]))];
    }

    private async Task<(FoldResult Result, NetworkFacts? Network)> FoldAsync(IReadOnlyList<Clip> clips, IReadOnlyList<Label> labels, Partition partition, int fold, int seed, CancellationToken stop)
    {
        var training = partition.Training.Select(i => clips[i]).ToList();
        var identity = $"{RunIdentity.Of(request.Recipe, seed, training)}/{request.Windows}/{(request.Start is null ? "" : Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(request.Start))))}";
        var file = Path.Combine(request.Out, $"fold{fold}-seed{seed}.json");
        manual_seed(seed);
        using var network = request.Recipe.Network.Create(NetworkShape.Of(request.Recipe.Features, labels.Count));
        var facts = new NetworkFacts(network.Parameters, network.MultiplyAdds);
        if (Done(file, identity) is { } done)
        {
            return (done, facts);
        }

        if (request.Start is not null)
        {
            NamedValues.Into(TrainingState.Read(request.Start).Result, network);
        }

        using var windows = new WindowSources(request.Cache, monitor.Warn, time).Open(request.Recipe, training, labels, seed, stop);

        // No validation: the last epoch counts, whatever the recipe keeps when it has recordings to choose by.
        var fit = request.Recipe.Fit with { KeepBest = false };
        var trainer = new Trainer(network, fit, time);
        var state = Path.ChangeExtension(file, ".state");
        var history = await trainer.FitAsync(
            new FitJob(windows.Source, null, seed)
            {
                State = new StateKeeping(state, identity, new ModelMakings(request.Recipe with { Fit = fit }, labels, windows.Spec, seed)),
                Progress = monitor.Epoch,
                Step = monitor.Step,
            },
            stop).ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
        var tested = partition.Test.Select(i => Test(trainer, clips[i], labels, windows.Spec)).ToList();
        var result = new FoldResult(identity, fold, seed, history[^1].TrainingLoss, history.Average(e => e.WindowsPerSecond), tested);
        SafeFile.Write(file, JsonSerializer.Serialize(result, Json));
        File.Delete(state);
        return (result, facts);
    }

    private TestedRecording Test(Trainer trainer, Clip clip, IReadOnlyList<Label> labels, Dsp.Features.FeatureSpec spec)
    {
        var windows = FixedWindows.Cut([clip], labels, spec, request.Windows)!;
        var right = labels.First(l => l.ScientificName == clip.Recording.Class.ScientificName).Index;
        var logits = trainer.Logits(windows.Windows);
        var (mean, accuracy) = (new float[labels.Count], default(Accuracy));
        foreach (var window in logits.Chunk(labels.Count))
        {
            var highest = window.Max();
            var shares = Array.ConvertAll(window, l => Math.Exp(l - highest));
            var sum = shares.Sum();
            accuracy = accuracy.With(window, right);
            for (var c = 0; c < mean.Length; c++)
            {
                mean[c] += (float)(shares[c] / sum / windows.Count);
            }
        }

        return new TestedRecording(clip.Recording.Id, right, accuracy.Count, accuracy.First, accuracy.Five, mean);
    }

    private static FoldResult? Done(string file, string identity)
    {
        try
        {
            return File.Exists(file) && JsonSerializer.Deserialize<FoldResult>(File.ReadAllText(file, Encoding.UTF8), Json) is { } result && result.Identity == identity ? result : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
