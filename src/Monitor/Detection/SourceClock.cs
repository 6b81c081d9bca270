namespace AvianVox.Monitor.Detection;

/// <summary>
/// Maps one source's sample positions to UTC. Positions count gaps, so one anchor holds for the whole life of a source;
/// a live source moves it when the sound card and the system clock have drifted apart. One thread anchors, any thread reads.
/// </summary>
/// <param name="sampleRate">Rate of the source in Hz; must be positive.</param>
internal sealed class SourceClock(int sampleRate)
{
    /// <summary>UTC ticks of position 0; <see cref="long.MinValue"/> until anchored.</summary>
    private long _origin = long.MinValue;

    /// <summary>Rate of the source in Hz.</summary>
    public int SampleRate { get; } = sampleRate > 0 ? sampleRate : throw new ArgumentOutOfRangeException(nameof(sampleRate), sampleRate, "must be positive");

    /// <summary>True once a position has been tied to a time.</summary>
    public bool IsAnchored => Volatile.Read(ref _origin) != long.MinValue;

    /// <summary>Ties a position to a time.</summary>
    /// <param name="position">Position of a sample.</param>
    /// <param name="at">When that sample was captured.</param>
    public void Anchor(long position, DateTimeOffset at) => Volatile.Write(ref _origin, at.UtcTicks - Ticks(position));

    /// <summary>When a sample was captured, UTC.</summary>
    /// <param name="position">Its position; may be one that is still to come.</param>
    /// <exception cref="InvalidOperationException">Nothing has been anchored yet.</exception>
    public DateTimeOffset At(long position)
    {
        var origin = Volatile.Read(ref _origin);
        return origin == long.MinValue
            ? throw new InvalidOperationException("The clock of a source is read before its first sample came.")
            : new DateTimeOffset(origin + Ticks(position), TimeSpan.Zero);
    }

    /// <summary>Length of some samples in seconds.</summary>
    /// <param name="samples">Number of samples.</param>
    public double Seconds(long samples) => (double)samples / SampleRate;

    // Whole seconds and the rest apart: position * 10,000,000 would overflow after half a year at 48 kHz.
    private long Ticks(long position) =>
        ((position / SampleRate) * TimeSpan.TicksPerSecond) + ((position % SampleRate) * TimeSpan.TicksPerSecond / SampleRate);
}
