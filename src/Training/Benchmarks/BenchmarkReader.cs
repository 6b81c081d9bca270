using AvianVox.Dsp.Features;
using AvianVox.Training.Data;
using AvianVox.Training.Sounds;
using AvianVox.Training.Windows;

namespace AvianVox.Training.Benchmarks;

/// <summary>Computes what the benchmarks go by.</summary>
internal static class BenchmarkReader
{
    /// <summary>Recordings held as sound at a time: samples are many times larger than what is kept of them.</summary>
    private const int AtATime = 32;

    /// <summary>Reads recordings. One that cannot be decoded is left out with a warning.</summary>
    /// <param name="recordings">What to read.</param>
    /// <param name="spec">Front end.</param>
    /// <param name="windows">Windows per recording at most.</param>
    /// <param name="monitor">Is told how it goes.</param>
    /// <param name="stop">Ends reading.</param>
    /// <returns>In the order of the recordings.</returns>
    public static IReadOnlyList<BenchmarkRecording> Read(
        IReadOnlyList<Recording> recordings, FeatureSpec spec, int windows, IWorkMonitor monitor, CancellationToken stop)
    {
        var labels = LabelList.Of(recordings);
        var read = new List<BenchmarkRecording>();
        var identities = new List<SoundIdentity?>();
        var done = 0;
        foreach (var part in recordings.Chunk(AtATime))
        {
            monitor.Step("Reading recordings", done, recordings.Count);
            var clips = ClipLoader.Load(part, spec, monitor.Warn, stop);
            var made = new BenchmarkRecording[clips.Count];
            AllCores.For(
                clips.Count,
                i =>
                {
                    var batch = FixedWindows.Cut([clips[i]], labels, spec, windows)!;
                    var own = clips[i].Samples.AsSpan(0, Math.Min(clips[i].OwnSamples, clips[i].Samples.Length));
                    made[i] = new BenchmarkRecording(
                        clips[i].Recording,
                        (double)clips[i].OwnSamples / spec.SampleRate,
                        [.. batch.Windows.Chunk(spec.WindowValues)],
                        Summary(new OfflineFeatures(spec).Extract(own).Mfcc));
                },
                stop);
            identities.AddRange(clips.Select(c => c.Identity));
            read.AddRange(made);
            done += part.Length;
        }

        monitor.Step("Reading recordings", done, recordings.Count);
        var grouped = SoundGroups.Join([.. read.Select(r => r.Recording)], identities, monitor.Warn);
        return [.. read.Zip(grouped, (one, recording) => one with { Recording = recording })];
    }

    /// <summary>Mean of each row, then the population deviation of each.</summary>
    /// <param name="matrix">At least one column.</param>
    internal static double[] Summary(FeatureMatrix matrix)
    {
        var summary = new double[2 * matrix.Rows];
        for (var row = 0; row < matrix.Rows; row++)
        {
            var (sum, squares) = (0.0, 0.0);
            foreach (var value in matrix.Row(row))
            {
                sum += value;
            }

            var mean = sum / matrix.Columns;
            foreach (var value in matrix.Row(row))
            {
                squares += (value - mean) * (value - mean);
            }

            (summary[row], summary[matrix.Rows + row]) = (mean, Math.Sqrt(squares / matrix.Columns));
        }

        return summary;
    }
}
