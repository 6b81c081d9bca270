namespace AvianVox.Listening.Clocks;

/// <summary>
/// Maps one source's sample positions to UTC. Positions count gaps, so one anchor holds for the whole life of a source;
/// a live source moves it when the sound card and the system clock have drifted apart, and when the system clock is set.
/// One thread anchors, any thread reads; neither locks nor allocates.
/// </summary>
/// <param name="sampleRate">Rate of the source in Hz; must be positive.</param>
/// <param name="boot">Identifier of the machine's start, for what is read from its clock.</param>
public sealed class SourceClock(int sampleRate, string boot = "")
{
    /// <summary>Odd while the thread that anchors changes the other two: a reader then looks again.</summary>
    private int _version;

    /// <summary>UTC ticks of position 0; <see cref="long.MinValue"/> until anchored.</summary>
    private long _origin = long.MinValue;

    /// <summary>Whether the origin was read from the system's clock.</summary>
    private bool _isOfSystem;

    /// <summary>Offset of that clock in ticks then.</summary>
    private long _offset;

    /// <summary>Whether that clock was synchronised; of a time that is the recording's own, whether it is known.</summary>
    private bool _isSynchronised;

    /// <summary>Rate of the source in Hz.</summary>
    public int SampleRate { get; } = sampleRate > 0 ? sampleRate : throw new ArgumentOutOfRangeException(
        nameof(sampleRate),
        sampleRate,
        "must be positive");

    /// <summary>True once a position has been tied to a time.</summary>
    public bool IsAnchored => Volatile.Read(ref _origin) != long.MinValue;

    /// <summary>Ties a position to a time that does not come from the system's clock: a recording's own.</summary>
    /// <param name="position">Position of a sample.</param>
    /// <param name="at">When that sample was captured.</param>
    /// <param name="isKnown">False where that is a guess (<see cref="ClockBasis.Unknown"/>).</param>
    public void Anchor(long position, DateTimeOffset at, bool isKnown = true) =>
        Set(at.UtcTicks - ClockReading.Ticks(position, SampleRate), isOfSystem: false, 0, isSynchronised: isKnown);

    /// <summary>Ties a position to a time of the system's clock.</summary>
    /// <param name="position">Position of a sample.</param>
    /// <param name="at">When that sample was captured.</param>
    /// <param name="offset">How far that clock lies from the monotonic one.</param>
    /// <param name="isSynchronised">Whether it is known to be right.</param>
    public void Anchor(long position, DateTimeOffset at, TimeSpan offset, bool isSynchronised) =>
        Set(at.UtcTicks - ClockReading.Ticks(position, SampleRate), isOfSystem: true, offset.Ticks, isSynchronised);

    /// <summary>When a sample was captured, UTC.</summary>
    /// <param name="position">Its position; may be one that is still to come.</param>
    /// <exception cref="InvalidOperationException">Nothing has been anchored yet.</exception>
    public DateTimeOffset At(long position) => Read().At(position);

    /// <summary>The clock as it stands.</summary>
    /// <exception cref="InvalidOperationException">Nothing has been anchored yet.</exception>
    public ClockReading Read()
    {
        var wait = new SpinWait();
        while (true)
        {
            var version = Volatile.Read(ref _version);
            var origin = Volatile.Read(ref _origin);
            var isOfSystem = Volatile.Read(ref _isOfSystem);
            var offset = Volatile.Read(ref _offset);
            var isSynchronised = Volatile.Read(ref _isSynchronised);
            Volatile.ReadBarrier();
            if ((version & 1) == 0 && version == Volatile.Read(ref _version))
            {
                return origin == long.MinValue
                    ? throw new InvalidOperationException("The clock of a source is read before its first sample came.")
                    : new ClockReading(SampleRate, origin, Basis(isOfSystem, offset, isSynchronised));
            }

            wait.SpinOnce();
        }
    }

    /// <summary>Length of some samples in seconds.</summary>
    /// <param name="samples">Number of samples.</param>
    public double Seconds(long samples) => (double)samples / SampleRate;

    private ClockBasis? Basis(bool isOfSystem, long offset, bool isSynchronised) =>
        isOfSystem ? new ClockBasis(boot, isSynchronised, new TimeSpan(offset))
        : isSynchronised ? null
        : ClockBasis.Unknown;

    private void Set(long origin, bool isOfSystem, long offset, bool isSynchronised)
    {
        Volatile.Write(ref _version, _version + 1);
        Volatile.WriteBarrier();
        Volatile.Write(ref _origin, origin);
        Volatile.Write(ref _isOfSystem, isOfSystem);
        Volatile.Write(ref _offset, offset);
        Volatile.Write(ref _isSynchronised, isSynchronised);
        Volatile.Write(ref _version, _version + 1);
    }
}
