using AvianVox.Audio.Sources;
using AvianVox.Listening.Status;
using AvianVox.Station.Journal;
using AvianVox.StationSupport;
using AvianVox.TestSupport;

namespace AvianVox.Listening.Tests.Pipeline;

/// <summary>Several models at one source: each has its own windows, account and detector.</summary>
public sealed class BranchTests
{
    private const int Slowness = 10;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_same_model_twice_detects_the_same_twice_and_each_account_balances()
    {
        using var second = Scorer();
        await using var bench = new PipelineBench(Recording(5_000)) { More = [second] };
        bench.Classifier.Probability = Score;
        await bench.RunAsync(CancellationToken.None);

        Assert.Equal(bench.Classifier.Windows, second.Windows);
        var told = bench.Journal.Detections
            .GroupBy(entry => entry.Detection.Id)
            .Select(group => group.Last(entry => entry.Kind == JournalKind.Event).Detection)
            .GroupBy(detection => (detection.BeginSample, detection.EndSample, detection.PeakSample, detection.Confidence, detection.Label.Code))
            .ToList();
        Assert.NotEmpty(told);
        Assert.All(told, same => Assert.Equal(2, same.Count()));
        var branches = bench.Status.Snapshot().Branches;
        Assert.Equal(2, branches.Count);
        Assert.All(branches, branch => Assert.Equal(new SampleCounts(5_000, 5_000, 0, 0), branch.Samples));
        // Effort is the source's: it is not told once for each model.
        Assert.Equal(5.0, bench.Journal.Effort.Sum(minute => minute.ClassifiedSeconds), 6);
    }

    [Fact]
    public async Task A_gap_of_the_source_is_told_once_and_ends_what_goes_on_in_every_branch()
    {
        using var second = Scorer();
        await using var bench = new PipelineBench(() => new ScriptedSource(PipelineBench.Recording(), async (sink, stop) =>
        {
            await sink.WaitForSpaceAsync(1_000, stop);
            sink.Write(PipelineBench.Noise(1_000));
            sink.WriteGap(500, GapCause.DeviceLost);
            sink.Write(PipelineBench.Noise(1_000));
        }))
        {
            More = [second],
        };
        bench.Classifier.Probability = Score;
        await bench.RunAsync(CancellationToken.None);

        Assert.Equal((1_000L, 500L, GapCause.DeviceLost, null), bench.Journal.Gaps.Select(gap => (gap.BeginSample, gap.Samples, gap.Cause, gap.Model)).Single());
        Assert.All(bench.Status.Snapshot().Branches, branch => Assert.Equal((2_000L, 500L), (branch.Samples.Captured, branch.MissingSamples)));
        Assert.All(bench.Journal.Detections, entry => Assert.False(entry.Detection is { BeginSample: < 1_000, EndSample: > 1_000 }));
    }

    /// <summary>A microphone with a fast model and one that takes ten times as long as there is.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_slow_branch_gives_up_its_own_windows_and_the_other_is_untouched(bool isSlowFirst)
    {
        const int Strides = 1_500;
        using var turns = new SemaphoreSlim(0);
        using var other = Scorer();
        PipelineBench? bench = null;
        await using var created = bench = new PipelineBench(() => new ScriptedSource(PipelineBench.Microphone(), async (sink, _) =>
        {
            var stride = PipelineBench.Noise(PipelineBench.StrideSamples);
            for (var count = 1; count <= Strides; count++)
            {
                sink.Write(stride);
                if (count % Slowness == 0)
                {
                    turns.Release();
                    // A microphone's second lasts a second: the fast branch keeps up with it.
                    await Eventually.TrueAsync(() => Fast().Samples.Pending < 2 * PipelineBench.WindowSamples, Bound, () => Fast().ToString());
                }
            }

            turns.Release(10 * Strides);
        }))
        {
            More = [other],
        };
        bench.Options.RingSeconds = 10;
        var (slow, fast) = isSlowFirst ? (bench.Classifier, other) : (other, bench.Classifier);
        slow.Turns = turns;
        slow.KeepsWindows = false;
        fast.Probability = Score;
        await bench.RunAsync(CancellationToken.None);

        await using var single = new PipelineBench(() => new ScriptedSource(PipelineBench.Recording(), async (sink, stop) =>
        {
            for (var count = 1; count <= Strides; count++)
            {
                await sink.WaitForSpaceAsync(PipelineBench.StrideSamples, stop);
                sink.Write(PipelineBench.Noise(PipelineBench.StrideSamples));
            }
        }));
        single.Classifier.Probability = Score;
        await single.RunAsync(CancellationToken.None);

        var branches = bench.Status.Snapshot().Branches;
        var (slowly, quickly) = isSlowFirst ? (branches[0], branches[1]) : (branches[1], branches[0]);
        Assert.All(branches, branch => Assert.Equal(branch.Samples.Captured, branch.Samples.Classified + branch.Samples.Dropped + branch.Samples.Pending));
        Assert.True(slowly.Samples.Dropped > slowly.Samples.Captured / 3, slowly.ToString());
        // The end of a microphone that no window covers is all that the fast branch gives up.
        Assert.InRange(quickly.Samples.Dropped, 0, PipelineBench.StrideSamples);
        // What a recording adds is one window more, filled with zeros.
        Assert.Equal(single.Classifier.Windows.Take(fast.Windows.Count), fast.Windows);
        Assert.InRange(single.Classifier.Windows.Count - fast.Windows.Count, 0, 1);
        var behind = bench.Journal.Gaps.Where(gap => gap.Cause is GapCause.ClassifierBehind or GapCause.Overrun).ToList();
        Assert.NotEmpty(behind);
        Assert.All(behind, gap => Assert.Equal(isSlowFirst ? null : "test 1", gap.Model));

        BranchHealth Fast() => bench!.Status.Snapshot().Branches[isSlowFirst ? 1 : 0];
    }

    /// <summary>Confirms a cuckoo now and then.</summary>
    private static float Score(int window) => window % 20 < 6 ? 0.9f : 0.1f;

    private static FakeClassifier Scorer() => new(PipelineBench.Spec.WindowValues, DetectorBench.Labels.Length) { Probability = Score };

    private static Func<IAudioSource> Recording(int samples) => () => new ScriptedSource(PipelineBench.Recording(), async (sink, stop) =>
    {
        var noise = PipelineBench.Noise(samples);
        for (var done = 0; done < samples; done += 500)
        {
            await sink.WaitForSpaceAsync(500, stop);
            sink.Write(noise.AsSpan(done, 500));
        }
    });
}
