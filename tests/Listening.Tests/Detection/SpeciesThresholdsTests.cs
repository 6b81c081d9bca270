using AvianVox.Listening.Detection;

namespace AvianVox.Listening.Tests.Detection;

public sealed class SpeciesThresholdsTests
{
    private const int Rate = 10;
    private const long Hour = 3_600 * Rate;

    private static readonly DynamicThresholdOptions Lowered = new() { SureAt = 0.9, Factor = 0.5, Least = 0.3, Hours = 1 };

    [Fact]
    public void A_sure_detection_lowers_the_threshold_of_its_species_for_a_while()
    {
        var thresholds = new SpeciesThresholds([0.8, 0.8], Lowered, Rate);
        Assert.False(thresholds.Reaches(0, 0, 0.5f));
        thresholds.Heard(0, 100, 0.9f);
        Assert.True(thresholds.Reaches(0, 100 + Hour - 1, 0.4f));
        Assert.Equal(0.4, thresholds.At(0, 100 + Hour - 1));
        Assert.False(thresholds.Reaches(0, 100 + Hour, 0.4f));
        Assert.Equal(0.8, thresholds.At(0, 100 + Hour));
        Assert.False(thresholds.Reaches(1, 200, 0.5f));
    }

    [Fact]
    public void What_is_not_sure_prolongs_nothing()
    {
        var thresholds = new SpeciesThresholds([0.8], Lowered, Rate);
        thresholds.Heard(0, 0, 0.95f);
        thresholds.Heard(0, Hour - 1, 0.89f);
        Assert.False(thresholds.Reaches(0, Hour, 0.7f));
    }

    [Fact]
    public void No_threshold_is_lowered_below_the_least_nor_raised_to_it()
    {
        var thresholds = new SpeciesThresholds([0.5, 0.2], Lowered, Rate);
        thresholds.Heard(0, 0, 1);
        thresholds.Heard(1, 0, 1);
        Assert.Equal((0.3, 0.2), (thresholds.At(0, 1), thresholds.At(1, 1)));
    }

    [Fact]
    public void Without_the_setting_nothing_is_ever_lowered()
    {
        var thresholds = new SpeciesThresholds([0.8], new DynamicThresholdOptions(), Rate);
        thresholds.Heard(0, 0, 1);
        Assert.False(thresholds.Reaches(0, 1, 0.79f));
        Assert.False(thresholds.Reaches(0, 1, float.NaN));
    }

    [Fact]
    public void A_rejected_detection_lowers_nothing_and_a_record_tells_the_threshold_that_held()
    {
        var options = new DetectorOptions { Dynamic = Lowered };
        options.Rules.Species.Exclude = ["gretit1"];
        var bench = new SourceDetectorBench(options);
        bench.Window(0.95f, 0, 0.95f);
        bench.Window(0.95f, 0, 0.95f);
        bench.Detector.Break();
        bench.Window(0.4f, 0, 0.4f);
        bench.Window(0.4f, 0, 0.4f);
        bench.Detector.Break();
        Assert.Equal([("comcuc", 0.5), ("comcuc", 0.3)], bench.Sink.EndedRecords.Select(record => (record.Label.Code, record.Threshold)));
        Assert.Equal(1, bench.Detector.Rejections.Snapshot().Sum(count => count.Rejected));
    }
}
