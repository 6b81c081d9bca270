using AvianVox.Monitor.Hosting;
using AvianVox.StationSupport;
using Microsoft.Extensions.Logging;

namespace AvianVox.Monitor.Tests.Hosting;

/// <summary>What is said of a recording in the end.</summary>
public sealed class RecordingReportTests
{
    private readonly RecordingSink _sink = new();
    private readonly ListLogger _log = new();

    [Fact]
    public void Species_are_summed_up_with_their_best_and_where_it_is()
    {
        var report = new RecordingReport(_sink, sampleRate: 48_000);
        var first = Samples.Detection(10);
        report.Confirmed(first);
        report.Ended(first with { Confidence = 0.95 });
        report.Confirmed(Samples.Detection(4_000));
        report.Summarise("dawn", _log);
        Assert.Equal(TimeSpan.FromSeconds(11), _sink.ConfirmedRecords[0].Offset);
        Assert.True(_log.Has(LogLevel.Information, "dawn: 2 detection(s) of 1 species"), _log.ToString());
        Assert.True(_log.Has(LogLevel.Information, "dawn:   2 x Common Cuckoo, at most 0.95 at 0:00:11"), _log.ToString());
    }

    [Fact]
    public void The_bird_that_came_closest_to_its_threshold_is_named_and_no_noise()
    {
        var report = new RecordingReport(_sink, sampleRate: 1_000);
        var policy = DetectorBench.Policy();
        report.Hear(policy, [0.1f, 0.99f, 0.187f]);
        report.Hear(policy, [0.05f, 0.2f, float.NaN]);
        report.Summarise("dawn", _log);
        Assert.True(_log.Has(LogLevel.Information, "dawn: 0 detection(s) of 0 species"), _log.ToString());
        Assert.True(_log.Has(LogLevel.Information, "dawn: nearest: Great Tit 0.18, needs 0."), _log.ToString());
    }

    [Fact]
    public void What_was_detected_is_not_near_but_there()
    {
        var report = new RecordingReport(_sink, sampleRate: 1_000);
        report.Hear(DetectorBench.Policy(), [0.1f, 0.2f, 0.9f]);
        report.Confirmed(Samples.Detection(1, label: DetectorBench.Labels[2]));
        report.Summarise("dawn", _log);
        Assert.True(_log.Has(LogLevel.Information, "nearest: Common Cuckoo 0.10"), _log.ToString());
    }
}
