namespace AvianVox.Dsp.Buffers;

/// <summary>
/// A ring of mono float samples between one writer and its readers that never holds the writer up: no lock, no wait,
/// no allocation. Each sample has an absolute position, and gaps advance the position without taking room.
/// </summary>
/// <remarks>
/// Drop rule: the oldest samples are overwritten; a reader that is too far behind is told how many it lost
/// (<see cref="RingRead.OverrunCause"/>) and never sees a torn or repeated sample.
/// <para>
/// A sequence lock over a whole range: the writer publishes how far it is about to write (reserved), copies, then
/// publishes how far it has written (committed). A reader copies what is committed and then looks at reserved again:
/// what the writer may have touched meanwhile is thrown away. Samples are addressed by stored index (gaps not
/// counted); gap marks live in a ring of their own under the same rule.
/// </para>
/// </remarks>
public sealed class SampleRing
{
    /// <summary>Gap marks kept; beyond it the oldest are forgotten, and a reader that missed them gets one sum.</summary>
    internal const int MarkCapacity = 256;

    /// <summary>Samples by stored index modulo its length.</summary>
    private readonly float[] _samples;

    /// <summary>Gap marks by mark index modulo its length.</summary>
    private readonly GapMark[] _marks = new GapMark[MarkCapacity];

    // Written by the writer, read by the readers.

    /// <summary>Stored index up to which the writer may be overwriting.</summary>
    private long _reserved;

    /// <summary>Stored index up to which samples are whole.</summary>
    private long _committed;

    /// <summary>Mark index up to which the writer may be overwriting.</summary>
    private long _marksReserved;

    /// <summary>Mark index up to which marks are whole.</summary>
    private long _marksCommitted;

    /// <summary>Samples and gap samples written.</summary>
    private long _position;

    // Changed as a whole by whoever adds or takes away a reader; read by the writer.

    /// <summary>The readers whose unread samples <see cref="FreeSpace"/> guards.</summary>
    private RingReader[] _awaited = [];

    /// <summary>Creates an empty ring.</summary>
    /// <param name="capacity">Samples it holds; at least 1.</param>
    public SampleRing(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _samples = new float[capacity];
    }

    /// <summary>Position the next sample will have: samples and gap samples written so far. Any thread may ask.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Samples the ring holds.</summary>
    public int Capacity => _samples.Length;

    /// <summary>
    /// Samples that fit before unread ones are overwritten, of whichever reader that is to be waited for is furthest behind;
    /// <see cref="Capacity"/> while there is none. Writer thread only.
    /// </summary>
    public int FreeSpace
    {
        get
        {
            var unread = 0L;
            foreach (var reader in Volatile.Read(ref _awaited))
            {
                unread = Math.Max(unread, _committed - reader.StoredIndex);
            }

            return (int)Math.Clamp(Capacity - unread, 0, Capacity);
        }
    }

    /// <summary>Stored index up to which samples are whole.</summary>
    internal long Committed => Volatile.Read(ref _committed);

    /// <summary>
    /// Mark index up to which marks are whole. To be read after <see cref="Committed"/>, so that every mark before a sample seen is seen
    /// too.
    /// </summary>
    internal long MarksCommitted => Volatile.Read(ref _marksCommitted);

    /// <summary>Oldest stored index that the writer is certain not to have touched.</summary>
    internal long OldestStored => Volatile.Read(ref _reserved) - Capacity;

    /// <summary>Oldest mark index that the writer is certain not to have touched.</summary>
    internal long OldestMark => Volatile.Read(ref _marksReserved) - MarkCapacity;

    /// <summary>Appends samples. Writer thread only.</summary>
    /// <param name="samples">
    /// Any number; of more than <see cref="Capacity"/> only the last are kept, and readers count the rest as overrun.
    /// </param>
    public void Write(ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty)
        {
            return;
        }

        var end = _committed + samples.Length;
        Volatile.Write(ref _reserved, end);
        // The reservation must be seen before the first sample that it covers.
        Volatile.WriteBarrier();
        var kept = samples.Length > Capacity ? samples[^Capacity..] : samples;
        var at = (int)((end - kept.Length) % Capacity);
        var first = Math.Min(kept.Length, Capacity - at);
        kept[..first].CopyTo(_samples.AsSpan(at));
        kept[first..].CopyTo(_samples);
        Volatile.Write(ref _committed, end);
        Volatile.Write(ref _position, _position + samples.Length);
    }

    /// <summary>Advances the position by samples that do not exist; takes no room from samples. Writer thread only.</summary>
    /// <param name="samples">Length of the gap; at least 1.</param>
    /// <param name="cause">Handed to the readers as it is; not negative.</param>
    public void WriteGap(long samples, int cause)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(cause);
        var index = _marksCommitted;
        Volatile.Write(ref _marksReserved, index + 1);
        Volatile.WriteBarrier();
        _marks[index % MarkCapacity] = new GapMark(_committed, _position, samples, cause);
        Volatile.Write(ref _marksCommitted, index + 1);
        Volatile.Write(ref _position, _position + samples);
    }

    /// <summary>Creates a reader that starts with what is written next. Any thread may ask, while the writer writes.</summary>
    /// <param name="isAwaited">
    /// Whether <see cref="FreeSpace"/> heeds it until it is disposed; false for a reader that may lose samples so that no other waits for
    /// it.
    /// </param>
    public RingReader CreateReader(bool isAwaited = true)
    {
        var reader = new RingReader(this, Committed);
        if (isAwaited)
        {
            Change(static (readers, reader) => [.. readers, reader], reader);
        }

        // Last: from here on the writer heeds it, so that nothing of what it begins with is overwritten.
        var (stored, mark, position) = Now();
        reader.Begin(stored, mark, position);
        return reader;
    }

    /// <summary>Waits for a reader no longer.</summary>
    /// <param name="reader">One of this ring's, awaited or not.</param>
    internal void Forget(RingReader reader) => Change(static (readers, reader) => Array.FindAll(readers, other => other != reader), reader);

    /// <summary>Copies stored samples without looking whether they are still whole.</summary>
    /// <param name="stored">Stored index of the first.</param>
    /// <param name="destination">Receives them; at most <see cref="Capacity"/>.</param>
    internal void CopyStored(long stored, Span<float> destination)
    {
        var at = (int)(stored % Capacity);
        var first = Math.Min(destination.Length, Capacity - at);
        _samples.AsSpan(at, first).CopyTo(destination);
        _samples.AsSpan(0, destination.Length - first).CopyTo(destination[first..]);
        // Every sample must have been loaded before the caller looks at the reservation again.
        Volatile.ReadBarrier();
    }

    /// <summary>Copies a gap mark without looking whether it is still whole.</summary>
    /// <param name="index">Mark index.</param>
    internal GapMark CopyMark(long index)
    {
        var mark = _marks[index % MarkCapacity];
        Volatile.ReadBarrier();
        return mark;
    }

    /// <summary>
    /// Stored index, mark index and position of one moment. The position is that of the last mark and what is stored since: the writer
    /// publishes it last, and a reader that began with an older one would tell gaps twice.
    /// </summary>
    private (long Stored, long Mark, long Position) Now()
    {
        var wait = new SpinWait();
        while (true)
        {
            var mark = MarksCommitted;
            var last = mark == 0 ? default : CopyMark(mark - 1);
            var stored = Committed;
            // A mark that came between stands before or behind what was seen of the samples; that cannot be told.
            if (mark == MarksCommitted && OldestMark < mark)
            {
                return (stored, mark, last.Position + last.Length + stored - last.Stored);
            }

            wait.SpinOnce();
        }
    }

    private void Change(Func<RingReader[], RingReader, RingReader[]> change, RingReader reader)
    {
        RingReader[] before;
        do
        {
            before = Volatile.Read(ref _awaited);
        }
        while (Interlocked.CompareExchange(ref _awaited, change(before, reader), before) != before);
    }
}
