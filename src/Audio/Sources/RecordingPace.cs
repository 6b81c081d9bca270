namespace AvianVox.Audio.Sources;

/// <summary>
/// How fast a recording is given to the reader. Either way the recording waits for a reader that is behind, and nothing is lost.
/// </summary>
public enum RecordingPace
{
    /// <summary>As it was recorded: one second takes one second.</summary>
    Real,

    /// <summary>As fast as the reader takes it.</summary>
    Max,
}
