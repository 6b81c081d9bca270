using AvianVox.Listening.Detection;
using AvianVox.Listening.Settings;
using AvianVox.StationSupport;

namespace AvianVox.Listening.Tests.Detection;

public sealed class LabelThresholdsTests
{
    private static readonly Dictionary<string, double> OfModel = new() { ["gretit1"] = 0.7 };

    [Fact]
    public void The_model_decides_where_the_station_says_nothing() =>
        Assert.Equal([0.6, 0.6, 0.7], Resolve(new DetectorOptions(), out _));

    [Fact]
    public void The_station_overrules_the_model() =>
        Assert.Equal([0.8, 0.8, 0.8], Resolve(new DetectorOptions { Threshold = 0.8 }, out _));

    [Theory]
    [InlineData("comcuc")]
    [InlineData("Cuculus Canorus")]
    [InlineData("common cuckoo")]
    public void A_label_goes_by_each_of_its_names(string name)
    {
        var options = new DetectorOptions { Threshold = 0.8 };
        options.Thresholds[name] = 0.95;
        Assert.Equal([0.95, 0.8, 0.8], Resolve(options, out var faults));
        Assert.Empty(faults);
    }

    [Fact]
    public void A_name_that_is_no_label_is_a_fault_that_tells_the_nearest()
    {
        var options = new DetectorOptions();
        options.Thresholds["Common Cukoo"] = 0.95;
        Resolve(options, out var faults);
        var fault = Assert.Single(faults);
        Assert.Equal("Detector:Thresholds:Common Cukoo", fault.Key);
        Assert.EndsWith("the nearest is Common Cuckoo", fault.Message, StringComparison.Ordinal);
    }

    private static double[] Resolve(DetectorOptions options, out List<ConfigurationFault> faults)
    {
        faults = [];
        return LabelThresholds.Resolve(new ModelAdvice("test 1", DetectorBench.Labels, OfModel, 0.6), options, faults);
    }
}
