using System.Diagnostics;
using AvianVox.Training.Data;
using AvianVox.Training.Fitting;
using AvianVox.Training.Networks;
using AvianVox.Training.Recipes;
using AvianVox.Training.Store;
using AvianVox.Training.Torch;
using AvianVox.Training.Windows;

namespace AvianVox.Bench.Workshop;

/// <summary>
/// How fast the workshop trains, in windows a second of wall time, beside its networks on synthetic tensors without anything
/// round them. Both run in turns, so that each sees the same moods of the machine; nothing else should run meanwhile.
/// </summary>
internal static class TrainingSpeed
{
    private const int Threads = 2;
    private const int Seed = 1;

    /// <summary>Measures and prints.</summary>
    /// <param name="isShort">Whether to do a fraction only, to see that it works.</param>
    /// <returns>0, or 1 where torch does not run.</returns>
    public static async Task<int> RunAsync(bool isShort)
    {
        try
        {
            TorchRuntime.Start(Threads);
        }
        catch (PlatformNotSupportedException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }

        var rounds = isShort ? 1 : 5;
        var (birds, crops) = (RecipeFile.Read("birds"), RecipeFile.Read("v20-crops"));
        Measure(With(birds, isShort ? 160 : 640, birds.Fit.Batch), rounds);
        Measure(With(crops, isShort ? 160 : 1_600, 32), rounds);
        return 0;
    }

    private static Recipe With(Recipe recipe, int windows, int batch) => recipe with
    {
        MeasureScale = false,
        Windows = (SoundWindowOptions)recipe.Windows with { WindowsPerEpoch = windows },
        Fit = recipe.Fit with { Batch = batch },
    };

    private static void Measure(Recipe recipe, int rounds)
    {
        var clips = WindowSources.Prepare(recipe, SyntheticRecordings.Make(recipe.Features.SampleRate));
        var labels = LabelList.Of(clips.Select(c => c.Recording));
        using var windows = new WindowSources(
            new StoreOptions(), Console.Error.WriteLine, TimeProvider.System).Open(recipe, clips, labels, Seed, CancellationToken.None);
        var shape = NetworkShape.Of(recipe.Features, labels.Count);
        var steps = windows.Source.BatchesPerEpoch;
        var perEpoch = steps * recipe.Fit.Batch;
        var drawing = Drawing(windows.Source);
        var (loop, bare) = (new Cost[rounds], new Cost[rounds]);

        // The first steps of a process are several times slower than all that follow.
        Bare(recipe, shape, steps);
        for (var round = 0; round < rounds; round++)
        {
            bare[round] = Bare(recipe, shape, steps);
            loop[round] = Loop(recipe, shape, windows.Source, new ModelMakings(recipe, labels, windows.Spec, Seed));
        }

        Console.WriteLine(
            FormattableString.Invariant($"Recipe {recipe.Name}, {labels.Count} labels, batches of {recipe.Fit.Batch}, {Threads} threads, epochs of {perEpoch:N0} windows, median of {rounds}"));
        Row("bare network on synthetic tensors", perEpoch, bare, 1);
        Row("whole loop, data and state included", perEpoch, loop, Median(bare.Zip(loop, (b, l) => b.Seconds / l.Seconds)));
        Console.WriteLine(
            FormattableString.Invariant($"  {"drawing windows alone, processor time",-72}{1_000 * drawing / perEpoch,7:0.00} ms"));
    }

    /// <summary>
    /// An epoch of the whole loop: the mean over two, after one in which everything becomes warm and the batches drawn ahead are
    /// there.
    /// </summary>
    private static Cost Loop(Recipe recipe, NetworkShape shape, IWindowSource windows, ModelMakings makings)
    {
        const int Epochs = 3;
        var folder = Directory.CreateTempSubdirectory("avianvox-bench-");
        try
        {
            using var network = recipe.Network.Create(shape);
            var ends = new List<Cost>();
            new Trainer(network, recipe.Fit with { Epochs = Epochs }, TimeProvider.System).Fit(
                new FitJob(windows, null, Seed)
                {
                    State = new StateKeeping(Path.Combine(folder.FullName, "bench.state"), "bench", makings),
                    Progress = _ => ends.Add(Cost.SoFar),
                },
                CancellationToken.None);
            return new Cost((ends[^1].Seconds - ends[0].Seconds) / (Epochs - 1), (ends[^1].Processor - ends[0].Processor) / (Epochs - 1));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The bare network for the steps of an epoch.</summary>
    private static Cost Bare(Recipe recipe, NetworkShape shape, int steps)
    {
        using var bare = new BareNetwork(recipe.Network.Create(shape), recipe.Fit.Batch);
        bare.Steps(Math.Min(steps, 10));
        var start = Cost.SoFar;
        bare.Steps(steps);
        var end = Cost.SoFar;
        return new Cost(end.Seconds - start.Seconds, end.Processor - start.Processor);
    }

    /// <summary>Seconds of processor time for the windows of an epoch, on all threads together.</summary>
    private static double Drawing(IWindowSource windows)
    {
        foreach (var _ in windows.Epoch(0))
        {
            // Warm.
        }

        var start = Cost.SoFar.Processor;
        foreach (var _ in windows.Epoch(1))
        {
            // Drawn when asked for.
        }

        return Cost.SoFar.Processor - start;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static void Row(string what, int windows, IReadOnlyList<Cost> costs, double ratio)
    {
        var (seconds, processor) = (Median(costs.Select(c => c.Seconds)), Median(costs.Select(c => c.Processor)));
        Console.WriteLine(FormattableString.Invariant(
            $"  {what,-38}{windows / seconds,7:0.0} windows/s {seconds,7:0.00} s an epoch{1_000 * processor / windows,7:0.00} ms of a core {ratio,6:0.00} x bare network"));
    }

    /// <summary>What an epoch costs.</summary>
    /// <param name="Seconds">Wall time.</param>
    /// <param name="Processor">Processor time of all threads of this process, in seconds; waiting threads of torch spin, so it is
    /// no less than what was needed.</param>
    private readonly record struct Cost(double Seconds, double Processor)
    {
        /// <summary>Since some fixed moment.</summary>
        public static Cost SoFar => new(Stopwatch.GetElapsedTime(0).TotalSeconds, Environment.CpuUsage.TotalTime.TotalSeconds);
    }
}
