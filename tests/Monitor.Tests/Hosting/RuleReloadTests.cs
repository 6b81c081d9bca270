using AvianVox.Listening.Detection;
using AvianVox.Listening.Settings;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Hosting;
using AvianVox.StationSupport;

namespace AvianVox.Monitor.Tests.Hosting;

public sealed class RuleReloadTests
{
    private readonly ModelPolicy[] _policies = [DetectorBench.Policy(), DetectorBench.Policy()];

    [Fact]
    public void What_the_configuration_says_now_holds_for_every_model()
    {
        Assert.Empty(new RuleReload(() => new StationOptions { Detector = new DetectorOptions { Threshold = 0.8 } }, _policies).Reload());
        Assert.All(_policies, policy => Assert.Equal([0.8, 0.8, 0.8], policy.Current.Thresholds));
    }

    [Fact]
    public void Faults_are_told_and_change_nothing()
    {
        var wrong = new DetectorOptions { Threshold = 0.8 };
        wrong.Thresholds["heron"] = 0.7;
        Assert.All(new RuleReload(() => new StationOptions { Detector = wrong }, _policies).Reload(), fault => Assert.Equal("Detector:Thresholds:heron", fault.Key));
        var fault = new ConfigurationFault("Detector:Threshold", "high", "must be a number", null);
        Assert.Equal([fault], new RuleReload(() => throw new ConfigurationException([fault]), _policies).Reload());
        Assert.Single(new RuleReload(null, _policies).Reload());
        Assert.All(_policies, policy => Assert.Equal([0.5, 0.5, 0.5], policy.Current.Thresholds));
    }
}
