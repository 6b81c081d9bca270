using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Sources;

/// <summary>One thing to listen to.</summary>
[SettingGroup]
public sealed class SourceOptions
{
    /// <summary>Name in topics and tables: lower-case letters, digits and hyphens, 1 to 64. Default "mic".</summary>
    [Pattern(PatternAttribute.Name, PatternAttribute.NameAllowed)]
    public string Name { get; set; } = "mic";

    /// <summary>
    /// "mic" for the default microphone, "mic:NAME" for one by name, index or what stays its own (id, card, serial number, USB port), the
    /// address of a network stream, "-" for raw samples on standard input, or the path of a recording. Default "mic".
    /// </summary>
    [Pattern(PatternAttribute.Something, "mic, mic:NAME, the address of a stream, - or the path of a recording")]
    [HoldsUser]
    public string Input { get; set; } = "mic";

    /// <summary>
    /// Rate to open a microphone or standard input at, or to convert a stream to, in Hz; 8,000 to 500,000. Recordings bring their own.
    /// Default 48,000.
    /// </summary>
    [Between(8_000, 500_000)]
    public int SampleRate { get; set; } = 48_000;

    /// <summary>Sample format on standard input. Default <see cref="RawFormat.S16"/>.</summary>
    public RawFormat Format { get; set; } = RawFormat.S16;

    /// <summary>
    /// True where standard input brings sound as it happens, such as from arecord: its clock is then compared with the system's and moved
    /// as a microphone's is. Samples still wait; none is dropped. Default false.
    /// </summary>
    public bool Live { get; set; }

    /// <summary>How fast a recording is played to the pipeline. Default <see cref="Pace.Real"/>.</summary>
    public Pace Pace { get; set; } = Pace.Real;

    /// <summary>
    /// When a recording's first sample was recorded; null takes its name or header, else, marked as unknown, the time it is read. Default
    /// null.
    /// </summary>
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>
    /// Where the clock of the recorder was, for times in names and headers that tell no zone: "station", "utc", an offset (+10:00) or a
    /// time
    /// zone (Australia/Brisbane). Default "station".
    /// </summary>
    public string RecorderZone { get; set; } = Sources.RecorderZone.Station;

    /// <summary>Length of the ring between capture and features, in seconds; 2 to 300. Default 30.</summary>
    [Between(2, 300)]
    public double RingSeconds { get; set; } = 30;

    /// <summary>
    /// The one channel that is heard, from 1; 0 takes the mix of a recording's or stream's channels, and what a sound system makes of a
    /// microphone's. 0 to 64. Default 0.
    /// </summary>
    [Between(0, 64)]
    public int Channel { get; set; }

    /// <summary>Gain in dB, -60 to 60; clips and levels have it too. Default 0.</summary>
    [Between(-60, 60)]
    public double GainDb { get; set; }

    /// <summary>Corner of a high-pass of 12 dB an octave, in Hz, 0 to 3,000; 0 for none. Default 0.</summary>
    [Between(0, 3_000)]
    public double HighPassHz { get; set; }

    /// <summary>
    /// When it is listened to, for microphones and streams: spans by the station's clock or by the sun, "05:00..09:30,
    /// sunset-00:30..sunset+01:00"; null for always. Default null.
    /// </summary>
    public string? Schedule { get; set; }

    /// <summary>
    /// Folder of the model package that listens to it; null for that of the station. Sources with the same one share it. Default null.
    /// </summary>
    [Pattern(PatternAttribute.Something, "the path of a model package")]
    public string? Model { get; set; }

    /// <summary>
    /// How long a microphone or stream may take to give its first samples, in seconds, 1 to 60; null for 6 (microphone) or 8 (stream).
    /// Default null.
    /// </summary>
    [Between(1, 60)]
    public double? FirstBlockTimeoutSeconds { get; set; }

    /// <summary>
    /// How long a running microphone or stream may give no samples before it counts as lost, in seconds, 0.5 to 60; null for 3 (microphone)
    /// or 6 (stream). Default null.
    /// </summary>
    [Between(0.5, 60)]
    public double? NoBlockTimeoutSeconds { get; set; }

    /// <summary>
    /// How long a microphone or stream may give digital silence (the same value again and again) before it counts as deaf, in seconds, 0 to
    /// 3,600; 0 for ever. Default 8.
    /// </summary>
    [Between(0, 3_600)]
    public double SilenceSeconds { get; set; } = 8;

    /// <summary>
    /// True to wait for a microphone or stream that is not there at start; false to end with an error. Under systemd the station always
    /// waits. Default false.
    /// </summary>
    public bool WaitForDevice { get; set; }
}
