using AvianVox.Listening.Settings;

namespace AvianVox.Station.Clips;

/// <summary>Clips: the sound of each detection in a file of its own.</summary>
[SettingGroup]
public sealed class ClipsOptions
{
    /// <summary>Whether clips are kept. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Folder of the clips; null for "clips" in the data folder. Default null.</summary>
    [Pattern(PatternAttribute.Something, "the path of a folder")]
    public string? Folder { get; set; }

    /// <summary>How they are encoded. Default <see cref="ClipFormat.Flac"/>.</summary>
    public ClipFormat Format { get; set; } = ClipFormat.Flac;

    /// <summary>Seconds before the detection's begin. 0 to 30; default 3.</summary>
    [Between(0, 30)]
    public double PreRollSeconds { get; set; } = 3;

    /// <summary>Seconds after its end. 0 to 30; default 3.</summary>
    [Between(0, 30)]
    public double PostRollSeconds { get; set; } = 3;

    /// <summary>Longest clip in seconds, pre- and post-roll included; a longer detection's clip ends early. 5 to 120; default 30.</summary>
    [Between(5, 120)]
    public double MaxSeconds { get; set; } = 30;

    /// <summary>Whether a spectrogram is drawn beside each clip. Default true.</summary>
    public bool Spectrogram { get; set; } = true;

    /// <summary>
    /// Free space in megabytes (10^6 bytes) below which no clip is written and old ones are deleted. 1 to 1,000,000; default 500.
    /// </summary>
    [Between(1, 1_000_000)]
    public double MinFreeMegabytes { get; set; } = 500;

    /// <summary>
    /// Most megabytes (10^6 bytes) that clips and spectrograms may take together; null for no bound. 1 to 100,000,000; default 10,000.
    /// </summary>
    [Between(1, 100_000_000)]
    public double? MaxMegabytes { get; set; } = 10_000;

    /// <summary>Days after which a clip is deleted; null for never. Over 0 to 36,500; default null.</summary>
    [Between(0, 36_500, Above = true)]
    public double? MaxAgeDays { get; set; }

    /// <summary>So many clips of each species, those with the highest confidence, are never deleted. 0 to 10,000; default 10.</summary>
    [Between(0, 10_000)]
    public int KeepBest { get; set; } = 10;

    /// <summary>Minutes between two looks at free space, size and age. Over 0 to 1,440; default 10.</summary>
    [Between(0, 1_440, Above = true)]
    public double RetentionMinutes { get; set; } = 10;
}
