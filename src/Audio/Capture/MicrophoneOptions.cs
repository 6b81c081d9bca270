namespace AvianVox.Audio.Capture;

/// <summary>How a microphone is opened and watched.</summary>
public sealed record MicrophoneOptions
{
    /// <summary>
    /// Device by stable id, name, index or unique part of a name (see <see cref="AudioDevices"/>); null for the default one.
    /// </summary>
    public string? Device { get; init; }

    /// <summary>Samples a second, in Hz. Default 48,000.</summary>
    public int SampleRate { get; init; } = 48_000;

    /// <summary>
    /// The one channel that is heard, from 1; 0 leaves it to the sound system, which gives the first or a mix. Default 0.
    /// </summary>
    public int Channel { get; init; }

    /// <summary>
    /// True for short blocks, a sixteenth of what the sound system buffers rather than a quarter: each sample comes sooner, and more
    /// processor time goes into it. Default false.
    /// </summary>
    public bool IsPrompt { get; init; }

    /// <summary>How long opening, and then the first samples, may each take. Default 6 s.</summary>
    public TimeSpan FirstBlockTimeout { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How long a running microphone may give no samples before it counts as lost. Default 3 s.</summary>
    public TimeSpan NoBlockTimeout { get; init; } = TimeSpan.FromSeconds(3);
}
