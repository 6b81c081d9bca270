using AvianVox.Training.Data;
using AvianVox.Training.Splits;
using AvianVox.Training.Torch;

namespace AvianVox.Training.Benchmarks;

/// <summary>Measures what simple methods reach on recordings: a network that is not far better is not worth its work.</summary>
/// <param name="request">What to measure.</param>
/// <param name="monitor">Is told how it goes.</param>
internal sealed class BenchmarkRun(BenchmarkRequest request, IWorkMonitor monitor)
{
    /// <summary>Runs.</summary>
    /// <param name="stop">Ends it; nothing is measured then.</param>
    /// <exception cref="WorkshopException">The data cannot be used or cannot be split that way.</exception>
    public BenchmarkOutcome Run(CancellationToken stop)
    {
        var listed = RecordingLists.WithAtLeast(
            DataSetReader.ReadAll(request.Data, monitor.Warn, new DataSetOptions { Kinds = request.Kinds, Stop = stop }), request.AtLeast);
        if (listed.Count == 0)
        {
            throw new WorkshopException(
                $"No class of {string.Join(", ", request.Data)} has {request.AtLeast} recordings; lower --at-least.");
        }

        if (request.Rule == SplitRule.Recordist && listed.FirstOrDefault(r => r.Recordist.Length == 0) is { } nobody)
        {
            throw new WorkshopException(
                $"{nobody.Path}: its recordist is not told, so what belongs together by recordist is not known; fill it in, leave " +
                "that data folder out, or take --rule recording.");
        }

        var recordings = BenchmarkReader.Read(listed, request.Features, request.Windows, monitor, stop);
        var labels = LabelList.Of(recordings.Select(r => r.Recording));
        if (labels.Count < 2)
        {
            throw new WorkshopException(
                $"{string.Join(", ", request.Data)}: " +
                $"{(labels.Count == 0 ? "no recording could be read" : $"all that could be read is {labels[0].CommonName}")}; there " +
                "must be two species at least to tell apart.");
        }

        var index = RecordingLists.Index(
            string.Join(", ", request.Data), [.. recordings.Select(r => r.Recording)], i => recordings[i].Seconds);
        int[] classes = [.. index.Recordings.Select(r => r.Label)];
        var partitions = GroupSplit.Folds(index, request.Rule, request.Folds, request.Seed);
        var torch = StartTorch();
        var folds = new List<FoldFigures>();
        foreach (var partition in partitions)
        {
            monitor.Step("Measuring folds", folds.Count, partitions.Count);
            folds.Add(new FoldFigures(
                new PartitionFigures(partition, Leakage.Of(index, partition), DeafLookup.Of(index, partition)),
                Measure(
                    new BenchmarkFold(recordings, classes, labels.Count, partition),
                    torch,
                    unchecked(request.Seed + (uint)folds.Count),
                    stop)));
        }

        monitor.Step("Measuring folds", folds.Count, partitions.Count);
        return new BenchmarkOutcome([.. recordings.Select(r => r.Recording.Id)], index.Species, folds);
    }

    private static List<MethodFigures> Measure(BenchmarkFold fold, bool torch, uint seed, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var figures = new List<MethodFigures> { fold.NaiveBayes(stop) };
        if (torch)
        {
            var network = MultilayerPerceptron.Fit(fold.Rows, fold.Labels, fold.Classes, seed, stop);
            figures.Add(fold.Whole("MFCC MLP", row => LogOdds.Of(network.Scores(row))));
        }

        var neighbours = new NearestNeighbours(fold.Rows, fold.Labels, fold.Classes);
        figures.Add(fold.Whole("MFCC k-NN", row => Array.ConvertAll(neighbours.Scores(row), LogOdds.Finite)));
        return figures;
    }

    /// <summary>One thread: the network is too small for more, and one gives the same result each time.</summary>
    private bool StartTorch()
    {
        try
        {
            TorchRuntime.Start(1);
            return true;
        }
        catch (PlatformNotSupportedException fault)
        {
            monitor.Warn($"{fault.Message.TrimEnd('.')}; the MLP is left out");
            return false;
        }
    }
}
