using AvianVox.Training.Evaluation;
using AvianVox.Training.Evaluation.Metrics;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Benchmarks;

/// <summary>The two sides of a fold in the form that methods take.</summary>
internal sealed class BenchmarkFold
{
    private readonly IReadOnlyList<BenchmarkRecording> _recordings;
    private readonly int[] _classOf;
    private readonly Partition _partition;
    private readonly Standardiser _scale;

    /// <summary>Prepares.</summary>
    /// <param name="recordings">All recordings.</param>
    /// <param name="classOf">Class of each, from 0.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="partition">The fold.</param>
    public BenchmarkFold(IReadOnlyList<BenchmarkRecording> recordings, int[] classOf, int classes, Partition partition)
    {
        _recordings = recordings;
        _classOf = classOf;
        _partition = partition;
        Classes = classes;
        _scale = new Standardiser([.. partition.Training.Select(i => recordings[i].Mfcc)]);
        Rows = [.. partition.Training.Select(i => _scale.Apply(recordings[i].Mfcc))];
        Labels = [.. partition.Training.Select(i => classOf[i])];
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>MFCC means and deviations of the training recordings, standardised by these alone.</summary>
    public IReadOnlyList<double[]> Rows { get; }

    /// <summary>Class of each of <see cref="Rows"/>.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>
    /// Fits naive Bayes to the windows of the training recordings and tests it. A recording's score is the mean log posterior of
    /// its windows.
    /// </summary>
    /// <param name="stop">Ends it.</param>
    public MethodFigures NaiveBayes(CancellationToken stop)
    {
        var training = _partition.Training.SelectMany(i => _recordings[i].Windows.Select(w => (Window: w, Class: _classOf[i]))).ToList();
        var model = GaussianNaiveBayes.Fit([.. training.Select(t => t.Window)], [.. training.Select(t => t.Class)], Classes);
        var posteriors = new double[_partition.Test.Length][][];
        Parallel.For(0, posteriors.Length, new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            posteriors[i] = Array.ConvertAll(_recordings[_partition.Test[i]].Windows, w => model.LogPosterior(w)));
        var (windows, whole) = (default(Accuracy), new List<(float[] Scores, int Right)>());
        foreach (var (own, right) in posteriors.Zip(_partition.Test, (p, i) => (p, _classOf[i])))
        {
            windows = own.Aggregate(windows, (sum, scores) => sum.With(LogOdds.Of(scores), right));
            whole.Add((LogOdds.Of([.. Enumerable.Range(0, Classes).Select(c => own.Average(w => w[c]))]), right));
        }

        return new MethodFigures("naive Bayes", windows, ScoreTable.Of(whole, Classes));
    }

    /// <summary>Tests a method that takes MFCC means and deviations of whole recordings.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="scores">Gives a finite score per class for a standardised row.</param>
    public MethodFigures Whole(string name, Func<double[], float[]> scores) => new(
        name, null, ScoreTable.Of([.. _partition.Test.Select(i => (scores(_scale.Apply(_recordings[i].Mfcc)), _classOf[i]))], Classes));
}
