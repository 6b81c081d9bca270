using AvianVox.Training.Data;
using AvianVox.Training.Fitting;
using AvianVox.Training.Splits;
using AvianVox.Training.Torch;

namespace AvianVox.Training.CrossValidation;

/// <summary>
/// Trains on all folds but one and tests on that one, for each fold and seed. Nothing is chosen by a test fold: the last epoch
/// counts.
/// </summary>
/// <param name="request">What to do.</param>
/// <param name="monitor">Is told how it goes.</param>
/// <param name="time">Measures speed.</param>
internal sealed class CrossValidationRun(CrossValidationRequest request, ICrossValidationMonitor monitor, TimeProvider time)
{
    /// <summary>Runs. A run that is stopped or killed goes on where it was, epoch for epoch, when it is run again.</summary>
    /// <param name="stop">Ends after the current step.</param>
    /// <exception cref="WorkshopException">The data cannot be used or a result cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped before the last fold was done.</exception>
    public Task<CrossValidationOutcome> RunAsync(CancellationToken stop) =>
        Task.Factory.StartNew(() => Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private CrossValidationOutcome Run(CancellationToken stop)
    {
        TorchRuntime.Start(request.Threads);
        Directory.CreateDirectory(request.Out);
        var clips = Load(stop);
        var labels = LabelList.Of(clips.Select(c => c.Recording));
        var index = RecordingLists.Index(
            string.Join(", ", request.Data),
            [.. clips.Select(c => c.Recording)],
            i => (double)clips[i].OwnSamples / request.Recipe.Features.SampleRate);
        var partitions = Partitions(clips, index);
        monitor.Say($"{clips.Count} recordings of {labels.Count} classes, {partitions.Count} folds, {request.Seeds.Count} seeds");
        var results = new List<FoldResult>();
        NetworkFacts? facts = null;
        var run = new FoldRun(request.Recipe, request.Out, monitor, time)
        {
            Windows = request.Windows,
            Start = request.Start,
            Cache = request.Cache,
        };
        foreach (var seed in request.Seeds)
        {
            foreach (var (fold, partition) in partitions.Index())
            {
                stop.ThrowIfCancellationRequested();
                var (result, network) = run.Run(clips, labels, partition, fold, seed, stop);
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
        var options = new DataSetOptions { Scheme = request.Scheme, Kinds = request.Kinds, Stop = stop };
        var all = DataSetReader.ReadAll(request.Data, monitor.Warn, options);
        var few = RecordingLists.WithFewer(all, request.AtLeast);
        if (few.Count > 0)
        {
            monitor.Warn(
                $"Left out, with fewer than {request.AtLeast} recordings: " +
                $"{string.Join(", ", few.Take(10))}{(few.Count > 10 ? $" and {few.Count - 10} more" : "")}");
        }

        var spec = request.Recipe.Features;
        var clips = WindowSources.Prepare(
            request.Recipe,
            ClipLoader.LoadGrouped(RecordingLists.WithAtLeast(all, request.AtLeast), spec, monitor.Warn, stop, monitor.Read));
        return clips.Count > 0
            ? clips
            : throw new WorkshopException(
                $"No class of {string.Join(", ", request.Data)} has {request.AtLeast} recordings that can be read; lower --at-least.");
    }

    private IReadOnlyList<Partition> Partitions(IReadOnlyList<Clip> clips, RecordingIndex index) =>
        request.Rule is { } rule
            ? GroupSplit.Folds(index, rule, request.Folds, request.FoldSeed)
            : RecordingLists.OwnFolds([.. clips.Select(c => c.Recording)]);
}
