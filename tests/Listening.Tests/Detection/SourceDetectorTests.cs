using AvianVox.Classification.Packages;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Detection.Rules;
using AvianVox.Listening.Settings;
using AvianVox.StationSupport;
using AvianVox.TestSupport;

namespace AvianVox.Listening.Tests.Detection;

public sealed class SourceDetectorTests
{
    private static readonly Label[] WithVoice = [.. DetectorBench.Labels, new(3, "Human voice", "Human voice", "human-voice", LabelKind.Human), new(4, "Whistling", "Whistling", "whistling", LabelKind.Human)];

    [Theory]
    [InlineData(0.2f, 0)]
    [InlineData(0, 0.2f)]
    [InlineData(0.9f, 0.9f)]
    public void A_voice_blanks_a_span_around_it_and_birds_are_told_all_the_same(float voice, float whistling)
    {
        var bench = new SourceDetectorBench(new DetectorOptions { Privacy = { BeforeSeconds = 2, AfterSeconds = 0.5 } }, WithVoice);
        bench.SkipTo(5_000);
        bench.Window(0.9f, 0, 0, 0.19f, 0.19f);
        Assert.Empty(bench.Blanker.Spans);
        bench.Window(0.9f, 0, 0, voice, whistling);
        Assert.Equal([("mic", 3_025L, 5_625L)], bench.Blanker.Spans);
        Assert.Equal(1, bench.Detector.VoiceWindows);
        Assert.Single(bench.Sink.ConfirmedRecords);
    }

    [Fact]
    public void A_span_does_not_begin_before_the_source()
    {
        var bench = new SourceDetectorBench(null, WithVoice);
        bench.Window(0, 0, 0, 1, 0);
        Assert.Equal([("mic", 0L, 10_100L)], bench.Blanker.Spans);
    }

    [Fact]
    public void A_voice_is_heard_however_many_labels_score_higher()
    {
        Label[] labels = [.. Enumerable.Range(0, 6_000).Select(index => new Label(index, $"Species {index}", $"Bird {index}", $"bird-{index}", LabelKind.Bird)), new(6_000, "Human voice", "Human voice", "human-voice", LabelKind.Human)];
        var bench = new SourceDetectorBench(null, labels);
        var probabilities = Enumerable.Repeat(0.99f, labels.Length).ToArray();
        probabilities[^1] = 0.2f;
        bench.Window(probabilities);
        Assert.Single(bench.Blanker.Spans);
    }

    [Fact]
    public void Without_a_threshold_nobody_listens_for_voices()
    {
        var bench = new SourceDetectorBench(new DetectorOptions { Privacy = { Threshold = null } }, WithVoice);
        bench.Window(0, 0, 0, 1, 1);
        Assert.Empty(bench.Blanker.Spans);
        Assert.Equal(0, bench.Detector.VoiceWindows);
    }

    [Fact]
    public void A_new_policy_holds_from_the_next_window_on_and_ends_what_goes_on()
    {
        var bench = new SourceDetectorBench();
        bench.Window(0.6f, 0, 0);
        bench.Window(0.6f, 0, 0);
        Assert.Single(bench.Sink.ConfirmedRecords);
        var faults = new List<ConfigurationFault>();
        bench.Policy.Use(bench.Policy.Compile(new DetectorOptions { Threshold = 0.7 }, null, faults));
        Assert.Empty(bench.Sink.EndedRecords);
        bench.Window(0.6f, 0, 0.8f);
        bench.Window(0.6f, 0, 0.8f);
        Assert.Equal("comcuc", Assert.Single(bench.Sink.EndedRecords).Label.Code);
        Assert.Equal(["comcuc", "gretit1"], bench.Sink.ConfirmedRecords.Select(record => record.Label.Code));
    }

    [Fact]
    public void Rejections_are_counted_by_rule_over_reloads()
    {
        var options = new DetectorOptions();
        options.Rules.Species.Exclude = ["comcuc"];
        var bench = new SourceDetectorBench(options);
        bench.Window(0.9f, 0, 0.9f);
        bench.Window(0.9f, 0, 0);
        bench.Policy.Use(bench.Policy.Compile(options, null, []));
        bench.Window(0.9f, 0, 0);
        bench.Window(0.9f, 0, 0);
        Assert.Equal(
            [(RuleKind.Confirmation, 1L), (RuleKind.Species, 2L), (RuleKind.Range, 0L), (RuleKind.Snooze, 0L), (RuleKind.Dog, 0L), (RuleKind.Interval, 0L)],
            bench.Detector.Rejections.Snapshot().Select(count => (count.Rule, count.Rejected)));
    }

    [Fact]
    public void With_every_rule_at_work_a_window_allocates_nothing_unless_something_is_told()
    {
        var options = new DetectorOptions { Dynamic = { SureAt = 0.9 } };
        options.Rules.Species.Exclude = ["gretit1"];
        options.Rules.Dog.Threshold = 0.5;
        options.Rules.Interval.Seconds = 3_600;
        Label[] labels = [.. WithVoice, new(5, "Dog", "Dog", "dog", LabelKind.Dog)];
        var bench = new SourceDetectorBench(options, labels);
        float[] quiet = [0, 0, 0, 0, 0, 0];
        float[] sings = [0.95f, 0, 0.9f, 0, 0, 0];
        float[] barks = [0, 0, 0.9f, 0, 0.1f, 0.9f];
        bench.Window(sings);
        bench.Window(sings);
        bench.Window(quiet);
        bench.Window(quiet);
        Assert.Single(bench.Sink.EndedRecords);
        float[][] pattern = [sings, sings, quiet, quiet, barks, quiet, quiet, quiet, sings];
        // From here on the cuckoo is within its interval, the tit is excluded, and single windows stay unconfirmed.
        Assert.Equal(0, Allocations.LeastBytes(() =>
        {
            foreach (var window in pattern)
            {
                bench.Window(window);
            }
        }));
        Assert.Single(bench.Sink.ConfirmedRecords);
        Assert.True(bench.Detector.Rejections.Snapshot().Single(count => count.Rule == RuleKind.Interval).Rejected > 0);
    }
}
