namespace AvianVox.Listening.Clocks;

/// <summary>A source's clock at one moment: times taken from one reading agree with each other and with its basis.</summary>
/// <param name="SampleRate">Rate of the source in Hz.</param>
/// <param name="Origin">UTC ticks of position 0.</param>
/// <param name="Basis">What the origin was read from; null for the time that a recording tells of itself.</param>
public readonly record struct ClockReading(int SampleRate, long Origin, ClockBasis? Basis)
{
    /// <summary>When a sample was captured, UTC.</summary>
    /// <param name="position">Its position; may be one that is still to come.</param>
    public DateTimeOffset At(long position) => new(Origin + Ticks(position, SampleRate), TimeSpan.Zero);

    /// <summary>Length of some samples in ticks.</summary>
    /// <param name="samples">Number of samples.</param>
    /// <param name="sampleRate">Their rate in Hz.</param>
    // Whole seconds and the rest apart: samples * 10,000,000 would overflow after half a year at 48 kHz.
    public static long Ticks(long samples, int sampleRate) =>
        ((samples / sampleRate) * TimeSpan.TicksPerSecond) + ((samples % sampleRate) * TimeSpan.TicksPerSecond / sampleRate);
}
