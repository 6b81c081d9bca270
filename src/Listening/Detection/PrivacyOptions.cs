using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Detection;

/// <summary>Keeps human voices out of the clips. What birds are heard meanwhile is told all the same.</summary>
[SettingGroup]
public sealed class PrivacyOptions
{
    /// <summary>
    /// Least probability of the model's labels of human voice that is a voice, over 0 to 1; null keeps every clip. Default 0.2.
    /// </summary>
    [Between(0, 1, Above = true)]
    public double? Threshold { get; set; } = 0.2;

    /// <summary>Seconds before a window with a voice of which no sound is kept; 0 to 3,600. Default 10.</summary>
    [Between(0, 3_600)]
    public double BeforeSeconds { get; set; } = 10;

    /// <summary>Seconds after it; 0 to 3,600. Default 10.</summary>
    [Between(0, 3_600)]
    public double AfterSeconds { get; set; } = 10;
}
