using NAudio.Wave;

namespace AvianVox.Audio.Sources;

/// <summary>Which capture device of NAudio is heard, and how it is watched.</summary>
public sealed record WaveInOptions
{
    /// <summary>What messages call it.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Makes the device; called once, on a thread of its own. What it throws is told as the reason why the device cannot be opened.
    /// </summary>
    public required Func<IWaveIn> Create { get; init; }

    /// <summary>The one channel that is heard, from 1; 0 takes the mean of all. Default 0.</summary>
    public int Channel { get; init; }

    /// <summary>How long opening, and then the first samples, may each take. Default 6 s.</summary>
    public TimeSpan FirstBlockTimeout { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How long a running device may give no samples before it counts as lost. Default 3 s.</summary>
    public TimeSpan NoBlockTimeout { get; init; } = TimeSpan.FromSeconds(3);
}
