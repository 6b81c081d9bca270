using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Detection;

/// <summary>What makes a detection.</summary>
[SettingGroup]
public sealed class DetectorOptions
{
    /// <summary>
    /// Frames between the starts of two windows; 1 to the model's window (at most 4,096). Default 32 (0.74 s at the default hop and rate).
    /// </summary>
    [Between(1, 4_096)]
    public int StrideFrames { get; set; } = 32;

    /// <summary>Least probability of a positive window, over 0 to 1; null takes the model's recommendation. Default null.</summary>
    [Between(0, 1, Above = true)]
    public double? Threshold { get; set; }

    /// <summary>Thresholds of single labels, by code, scientific or common name, over 0 to 1. Default none.</summary>
    [Between(0, 1, Above = true)]
    public IDictionary<string, double> Thresholds { get; set; } = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Positive windows that confirm a detection; 1 to <see cref="OfWindows"/>. Default 2.</summary>
    [Between(1, 32)]
    public int ConfirmWindows { get; set; } = 2;

    /// <summary>Consecutive windows among which they must lie; 1 to 32. Default 3.</summary>
    [Between(1, 32)]
    public int OfWindows { get; set; } = 3;

    /// <summary>Negative windows that end a detection; 1 to 32. Default 2.</summary>
    [Between(1, 32)]
    public int EndAfterWindows { get; set; } = 2;

    /// <summary>Longest detection in seconds; a bird that sings on becomes several detections. 5 to 3,600. Default 60.</summary>
    [Between(5, 3_600)]
    public double MaxSeconds { get; set; } = 60;

    /// <summary>Lower thresholds after a sure detection.</summary>
    public DynamicThresholdOptions Dynamic { get; set; } = new();

    /// <summary>Keeps human voices out of the clips.</summary>
    public PrivacyOptions Privacy { get; set; } = new();

    /// <summary>What rejects a detection, in the order in which it is asked.</summary>
    public DetectionRulesOptions Rules { get; set; } = new();
}
