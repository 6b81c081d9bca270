namespace AvianVox.Monitor.Configuration;

/// <summary>One thing to listen to.</summary>
public sealed class SourceOptions
{
    /// <summary>Name in topics and tables: lower-case letters, digits and hyphens, 1 to 64. Default "mic".</summary>
    [Pattern(PatternAttribute.Name, PatternAttribute.NameAllowed)]
    public string Name { get; set; } = "mic";

    /// <summary>"mic" for the default microphone, "mic:NAME" for one by name, index or stable id, "-" for raw samples on standard input, or the path of a recording. Default "mic".</summary>
    [Pattern(PatternAttribute.Something, "mic, mic:NAME, - or the path of a recording")]
    public string Input { get; set; } = "mic";

    /// <summary>Rate to open a microphone or standard input at, in Hz; 8,000 to 500,000. Recordings bring their own. Default 48,000.</summary>
    [Between(8_000, 500_000)]
    public int SampleRate { get; set; } = 48_000;

    /// <summary>Sample format on standard input. Default <see cref="RawFormat.S16"/>.</summary>
    public RawFormat Format { get; set; } = RawFormat.S16;

    /// <summary>True where standard input brings sound as it happens, such as from arecord: its clock is then compared with the system's and moved as a microphone's is. Samples still wait; none is dropped. Default false.</summary>
    public bool Live { get; set; }

    /// <summary>How fast a recording is played to the pipeline. Default <see cref="Pace.Real"/>.</summary>
    public Pace Pace { get; set; } = Pace.Real;

    /// <summary>When a recording's first sample was recorded; null takes its name or header, else the time it is read. Default null.</summary>
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>Length of the ring between capture and features, in seconds; 2 to 300. Default 30.</summary>
    [Between(2, 300)]
    public double RingSeconds { get; set; } = 30;

    /// <summary>How long a microphone may take to give its first samples, in seconds; 1 to 60. Default 6.</summary>
    [Between(1, 60)]
    public double FirstBlockTimeoutSeconds { get; set; } = 6;

    /// <summary>How long a running microphone may give no samples before it counts as lost, in seconds; 0.5 to 60. Default 3.</summary>
    [Between(0.5, 60)]
    public double NoBlockTimeoutSeconds { get; set; } = 3;

    /// <summary>True to wait for a microphone that is not there at start; false to end with an error. Under systemd the station always waits. Default false.</summary>
    public bool WaitForDevice { get; set; }
}
