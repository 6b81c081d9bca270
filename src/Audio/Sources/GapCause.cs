namespace AvianVox.Audio.Sources;

/// <summary>Why samples are missing from a source.</summary>
public enum GapCause
{
    /// <summary>The device or the sound server dropped samples before we saw them.</summary>
    Overflow,

    /// <summary>The ring was overwritten before the pipeline read it.</summary>
    Overrun,

    /// <summary>The device was away or gave no samples.</summary>
    DeviceLost,

    /// <summary>Windows were complete but the classifier was too far behind to take them.</summary>
    ClassifierBehind,

    /// <summary>The device gave digital silence: the same value again and again.</summary>
    Silence,

    /// <summary>The device gave samples at another rate than it was opened at.</summary>
    WrongRate,

    /// <summary>The source's schedule said to pause; no fault.</summary>
    Paused,
}
