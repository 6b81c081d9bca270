using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Detection.Rules;
using AvianVox.Listening.Settings;
using AvianVox.StationSupport;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Listening.Tests.Detection.Rules;

/// <summary>Each rule on a detector of its own: what it rejects, what it lets pass, and what it says.</summary>
public sealed class RuleTests
{
    private const int Rate = 1_000;

    [Fact]
    public void What_is_never_confirmed_is_told_once()
    {
        var bench = new DetectorBench().Cuckoo(0, 0.6f, 0, 0, 0, 0.9f, 0);
        var rejected = Assert.Single(bench.Rejections.All);
        Assert.Equal((RuleKind.Confirmation, 0.6f, 25L), (rejected.Rule, rejected.Candidate.Confidence, rejected.Candidate.Begin));
        Assert.Equal("fewer than 2 of 3 consecutive windows were positive", rejected.Reason);
        bench.Detector.Break();
        Assert.Equal([0.6f, 0.9f], bench.Rejections.All.Select(rejection => rejection.Candidate.Confidence));
        bench.Cuckoo(0, 0, 0, 0.7f, 0.7f, 0, 0, 0, 0);
        Assert.Equal(2, bench.Rejections.All.Count);
        Assert.Single(bench.Sink.EndedRecords);
    }

    [Fact]
    public void A_rare_caller_needs_one_window_and_a_doubtful_one_more()
    {
        var options = new DetectorOptions { Privacy = new PrivacyOptions { Threshold = null } };
        options.Rules.Confirmation.Exempt = ["Common Cuckoo"];
        options.Rules.Confirmation.Windows["gretit1"] = 3;
        var (detector, sink, _) = Detector(options);
        detector.Process(0, 100, [0.6f, 0, 0.9f]);
        Assert.Equal("comcuc", Assert.Single(sink.ConfirmedRecords).Label.Code);
        detector.Process(25, 100, [0, 0, 0.9f]);
        Assert.Single(sink.ConfirmedRecords);
        detector.Process(50, 100, [0, 0, 0.9f]);
        Assert.Equal(["comcuc", "gretit1"], sink.ConfirmedRecords.Select(record => record.Label.Code));
    }

    [Theory]
    [InlineData(new string[0], new[] { "Cuculus canorus" }, "gretit1", "is on the list Exclude")]
    [InlineData(new[] { "great tit" }, new string[0], "gretit1", "is not on the list Include")]
    [InlineData(new[] { "comcuc", "gretit1" }, new[] { "comcuc" }, "gretit1", "is on the list Exclude")]
    public void Species_are_included_and_excluded(string[] include, string[] exclude, string told, string reason)
    {
        var options = new DetectorOptions();
        options.Rules.Species.Include = include;
        options.Rules.Species.Exclude = exclude;
        var (detector, sink, rejections) = Detector(options);
        Sing(detector, 0, [0.9f, 0, 0.9f]);
        Assert.Equal(told, Assert.Single(sink.ConfirmedRecords).Label.Code);
        var rejected = Assert.Single(rejections.All);
        Assert.Equal((RuleKind.Species, "comcuc", reason), (rejected.Rule, rejected.Candidate.Label.Code, rejected.Reason));
    }

    [Fact]
    public void What_the_range_does_not_expect_in_this_week_is_rejected()
    {
        WeekSet.TryParse("14-16", WeekSet.Weeks, out var april);
        var bench = new DetectorBench(null, new RangeRule([april, default, WeekSet.All]));
        bench.Window(0.9f, 0, 0.9f);
        bench.Window(0.9f, 0, 0.9f);
        Assert.Equal("gretit1", Assert.Single(bench.Sink.ConfirmedRecords).Label.Code);
        var rejected = Assert.Single(bench.Rejections.All);
        Assert.Equal((RuleKind.Range, "is not expected here in week 17, but in weeks 14-16"), (rejected.Rule, rejected.Reason));
    }

    [Fact]
    public void What_is_silenced_is_rejected_until_the_silence_ends()
    {
        var time = new FakeTimeProvider();
        var snooze = new SnoozeList(DetectorBench.Labels, TimeSpan.FromHours(24), time);
        var bench = new DetectorBench(null, new SnoozeRule(snooze));
        snooze.Snooze("comcuc", TimeSpan.FromMinutes(10));
        bench.Window(0.9f, 0, 0.9f);
        bench.Window(0.9f, 0, 0.9f);
        Assert.Equal("gretit1", Assert.Single(bench.Sink.ConfirmedRecords).Label.Code);
        Assert.Equal((RuleKind.Snooze, "is silenced for another 10 min"), (bench.Rejections.All[0].Rule, bench.Rejections.All[0].Reason));
        time.Advance(TimeSpan.FromMinutes(10));
        // The one that was rejected is followed to its end; the next one is told.
        bench.Cuckoo(0.9f, 0, 0);
        Assert.DoesNotContain(bench.Sink.ConfirmedRecords, record => record.Label.Code == "comcuc");
        bench.Cuckoo(0.9f, 0.9f);
        Assert.Contains(bench.Sink.ConfirmedRecords, record => record.Label.Code == "comcuc");
        Assert.Single(bench.Rejections.All);
    }

    [Fact]
    public void Right_after_a_bark_owls_are_dogs()
    {
        var bench = new DetectorBench(null, new DogRule([1], 0.3f, 200, Rate, [true, false, false]));
        bench.Window(0.9f, 0.3f, 0.9f);
        bench.Window(0.9f, 0, 0.9f);
        Assert.Equal("gretit1", Assert.Single(bench.Sink.ConfirmedRecords).Label.Code);
        Assert.Equal((RuleKind.Dog, "a dog barked 0 s ago"), (bench.Rejections.All[0].Rule, bench.Rejections.All[0].Reason));
        bench.Cuckoo(0, 0, 0, 0, 0, 0, 0, 0, 0.9f, 0.9f);
        Assert.Equal(["gretit1", "comcuc"], bench.Sink.ConfirmedRecords.Select(record => record.Label.Code));
    }

    [Fact]
    public void A_species_is_told_once_in_an_interval_that_rejections_do_not_prolong()
    {
        var bench = new DetectorBench(null, new IntervalRule([0.3, 0, 0], Rate));
        bench.Cuckoo(0.9f, 0.9f, 0, 0, 0.9f, 0.9f, 0, 0, 0.9f, 0.9f, 0, 0, 0.9f, 0.9f);
        Assert.Equal([0L, 300], bench.Sink.ConfirmedRecords.Select(record => record.BeginSample));
        Assert.Equal([100L, 200], bench.Rejections.All.Select(rejection => rejection.Candidate.Begin));
        Assert.Equal((RuleKind.Interval, "was told 0.1 s ago, less than 0.3 s"), (bench.Rejections.All[0].Rule, bench.Rejections.All[0].Reason));
    }

    [Fact]
    public void The_first_rule_in_the_order_of_the_configuration_is_the_one_that_is_told()
    {
        var options = new DetectorOptions();
        options.Rules.Species.Exclude = ["comcuc"];
        options.Rules.Interval.Seconds = 60;
        var snooze = new SnoozeList(DetectorBench.Labels, TimeSpan.FromHours(24), new FakeTimeProvider());
        snooze.Snooze(null, TimeSpan.FromHours(1));
        var (detector, sink, rejections) = Detector(options, snooze);
        Sing(detector, 0, [0.9f, 0, 0.9f]);
        Assert.Empty(sink.ConfirmedRecords);
        Assert.Equal([("comcuc", RuleKind.Species), ("gretit1", RuleKind.Snooze)], rejections.All.Select(rejection => (rejection.Candidate.Label.Code, rejection.Rule)));
        Assert.Equal(Enum.GetNames<RuleKind>(), typeof(DetectionRulesOptions).GetProperties().Select(property => property.Name));
    }

    [Fact]
    public void A_name_that_is_no_label_is_a_fault_of_its_setting()
    {
        var options = new DetectorOptions();
        options.Rules.Species.Include = ["comcuc", "Great Tot"];
        options.Rules.Confirmation.Exempt = ["heron"];
        options.Rules.Confirmation.Windows["ibis"] = 2;
        options.Rules.Dog.Species = ["owl"];
        options.Rules.Interval.Species["rail"] = 60;
        var faults = new List<ConfigurationFault>();
        DetectorBench.Policy(options, faults: faults);
        Assert.Equal(
            [
                "Detector:Rules:Confirmation:Exempt:0", "Detector:Rules:Confirmation:Windows:ibis", "Detector:Rules:Dog:Species:0",
                "Detector:Rules:Interval:Species:rail", "Detector:Rules:Species:Include:1",
            ],
            faults.Select(fault => fault.Key).Order(StringComparer.Ordinal));
        Assert.Contains("the nearest is Great Tit", faults.Single(fault => fault.Value == "Great Tot").Message, StringComparison.Ordinal);
    }

    private static (Detector Detector, RecordingSink Sink, RecordingRejections Rejections) Detector(DetectorOptions options, SnoozeList? snooze = null)
    {
        var clock = new SourceClock(Rate);
        clock.Anchor(0, DetectorBench.Start);
        var (sink, rejections) = (new RecordingSink(), new RecordingRejections());
        var policy = DetectorBench.Policy(options).Current;
        return (policy.CreateDetector("mic", "test 1", snooze ?? new SnoozeList(DetectorBench.Labels, TimeSpan.FromHours(24), new FakeTimeProvider()), rejections, clock, sink), sink, rejections);
    }

    private static void Sing(Detector detector, long begin, float[] probabilities)
    {
        detector.Process(begin, DetectorBench.Length, probabilities);
        detector.Process(begin + DetectorBench.Stride, DetectorBench.Length, probabilities);
    }
}
