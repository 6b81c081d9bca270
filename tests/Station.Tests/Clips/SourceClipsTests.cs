using AvianVox.Audio.Files;
using AvianVox.Audio.Sources;
using AvianVox.Station.Clips;
using AvianVox.Station.Journal;
using AvianVox.StationSupport;

namespace AvianVox.Station.Tests.Clips;

/// <summary>The ring behind the clips, in the pipeline and on its own.</summary>
public sealed class SourceClipsTests
{
    private static readonly ClipsOptions Options = new() { PreRollSeconds = 0.1, PostRollSeconds = 0.05, MaxSeconds = 5 };

    [Fact]
    public async Task In_the_pipeline_a_clip_begins_its_pre_roll_before_the_first_positive_window()
    {
        var samples = PipelineBench.Noise(2_000);
        var ready = new List<ClipJob>();
        await using var bench = new PipelineBench(() => new ScriptedSource(PipelineBench.Recording(), async (sink, stop) =>
        {
            foreach (var block in samples.Chunk(100))
            {
                await sink.WaitForSpaceAsync(block.Length, stop);
                sink.Write(block);
            }
        }));
        bench.Classifier.Probability = window => window is 4 or 5 ? 0.9f : 0;
        bench.Clips = new SourceClips(Options, PipelineBench.Rate, 2_000, job =>
        {
            ready.Add(job);
            return true;
        });
        await bench.RunAsync(TestContext.Current.CancellationToken);

        var ended = bench.Journal.Detections.Last(pair => pair.Kind == JournalKind.Event).Detection;
        Assert.Equal(4 * PipelineBench.StrideSamples, ended.BeginSample);
        // The bench's sink asks for no clip; here the event would.
        var job = bench.Clips.End(ended)!;
        Assert.Contains(job, ready);
        Assert.Equal((ended.BeginSample - 100, ended.EndSample + 50), (job.Begin, job.End));
        Assert.Equal(ended.Begin.AddSeconds(-0.1), job.BeginTime);
        var copy = new short[job.End - job.Begin];
        Assert.True(bench.Clips.TryCopy(job, copy));
        Assert.Equal(samples[(int)job.Begin..(int)job.End].Select(Pcm16.From), copy);
    }

    [Fact]
    public async Task A_source_that_can_wait_waits_for_the_writer_and_a_live_one_loses_the_clip()
    {
        ClipJob? ready = null;
        var clips = new SourceClips(Options, 1_000, 100, job =>
        {
            ready = job;
            return true;
        });
        clips.Hear(0, new float[1_000]);
        var detection = Samples.Detection() with { BeginSample = 500, EndSample = 800 };
        clips.Confirmed(detection);
        var first = clips.End(detection);
        Assert.Same(ready, first);
        Assert.Equal((400L, 850L), (ready!.Begin, ready.End));

        // The ring holds 15.1 s: the longest clip, the lag and 10 s.
        clips.Hear(1_000, new float[14_000]);
        Assert.True(clips.WaitForRoomAsync(500, CancellationToken.None).AsTask().IsCompletedSuccessfully);
        var waiting = clips.WaitForRoomAsync(501, TestContext.Current.CancellationToken).AsTask();
        Assert.False(waiting.IsCompleted);
        Assert.True(clips.TryCopy(ready, new short[450]));
        await waiting.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.True(clips.Close(ready, "a.flac"));

        // Who does not wait overwrites.
        var late = Samples.Detection(1) with { BeginSample = 14_000, EndSample = 14_500 };
        clips.Confirmed(late);
        var lost = clips.End(late)!;
        clips.Hear(15_000, new float[15_000]);
        Assert.False(clips.TryCopy(lost, new short[lost.End - lost.Begin]));
    }

    [Fact]
    public void A_writer_that_takes_no_more_ends_the_clip()
    {
        var clips = new SourceClips(Options, 1_000, 100, job =>
        {
            job.Finish(null);
            return false;
        });
        clips.Hear(0, new float[2_000]);
        var detection = Samples.Detection() with { BeginSample = 500, EndSample = 800 };
        clips.Confirmed(detection);
        Assert.True(clips.End(detection)!.Done.IsCompletedSuccessfully);
        Assert.Null(clips.End(detection));
        Assert.True(clips.WaitForRoomAsync(100_000, CancellationToken.None).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public void A_gap_that_is_told_before_the_first_sample_does_no_harm()
    {
        var clips = new SourceClips(Options, 1_000, 100, _ => true);
        clips.Miss(5_000, GapCause.DeviceLost);
        clips.Hear(5_000, new float[100]);
        var detection = Samples.Detection() with { BeginSample = 5_050, EndSample = 5_080 };
        clips.Confirmed(detection);
        Assert.Equal(5_000, clips.End(detection)!.Begin);
    }
}
