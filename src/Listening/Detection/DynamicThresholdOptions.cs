using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Detection;

/// <summary>Lets a species be heard more easily for a while after it was heard for sure.</summary>
[SettingGroup]
public sealed class DynamicThresholdOptions
{
    /// <summary>Probability from which a detection is sure, over 0 to 1; null leaves all thresholds as they are. Default null.</summary>
    [Between(0, 1, Above = true)]
    public double? SureAt { get; set; }

    /// <summary>What the species' threshold is multiplied by then; 0.1 to 1. Default 0.75.</summary>
    [Between(0.1, 1)]
    public double Factor { get; set; } = 0.75;

    /// <summary>Below this no threshold is lowered, over 0 to 1. Default 0.25.</summary>
    [Between(0, 1, Above = true)]
    public double Least { get; set; } = 0.25;

    /// <summary>For how long, in hours from the last sure window; over 0 to 168. Default 24.</summary>
    [Between(0, 168, Above = true)]
    public double Hours { get; set; } = 24;
}
