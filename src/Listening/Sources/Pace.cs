namespace AvianVox.Listening.Sources;

/// <summary>How fast a recording is played to the pipeline.</summary>
public enum Pace
{
    /// <summary>As it was recorded: one second takes one second.</summary>
    Real,

    /// <summary>As fast as the pipeline takes it; nothing is dropped.</summary>
    Max,
}
