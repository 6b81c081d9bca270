namespace AvianVox.Dsp.Buffers;

/// <summary>One reader of a <see cref="SampleRing"/>, with a place of its own. One thread at a time reads; nothing is allocated.</summary>
public sealed class RingReader : IDisposable
{
    /// <summary>The ring read from.</summary>
    private readonly SampleRing _ring;

    /// <summary>Stored index of the next sample; the writer looks at it too.</summary>
    private long _stored;

    /// <summary>Index of the next gap mark.</summary>
    private long _mark;

    /// <summary>Position of the next sample or gap.</summary>
    private long _position;

    /// <summary>Gap samples whose marks were forgotten before this reader came to them, to be told next.</summary>
    private long _forgottenGap;

    /// <summary>Cause told for <see cref="_forgottenGap"/>: that of the oldest mark still known.</summary>
    private int _forgottenCause;

    internal RingReader(SampleRing ring, long stored)
    {
        _ring = ring;
        _stored = stored;
    }

    /// <summary>Position of the next sample or gap. Any thread may ask.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Samples written and neither read nor told as overrun; gaps not counted. Any thread may ask.</summary>
    public int Available => (int)Math.Clamp(_ring.Committed - StoredIndex, 0, int.MaxValue);

    /// <summary>Stored index of the next sample.</summary>
    internal long StoredIndex => Volatile.Read(ref _stored);

    /// <summary>Reads the next samples, or tells the next skip. Never waits.</summary>
    /// <param name="destination">Receives at most its length in samples.</param>
    /// <returns>Samples up to the next gap, or one skip, or nothing; every position is told once and in order.</returns>
    public RingRead Read(Span<float> destination)
    {
        // Before the marks: whoever sees a sample must see the gaps written before it.
        var limit = _ring.Committed;
        if (_forgottenGap > 0)
        {
            return TellForgottenGap();
        }

        if (TryPeekMark(out var mark))
        {
            if (mark.Position - mark.Stored != _position - _stored)
            {
                return SkipForgottenMarks(mark);
            }

            if (mark.Stored == _stored)
            {
                _mark++;
                return Skip(0, mark.Length, mark.Cause);
            }

            limit = Math.Min(limit, mark.Stored);
        }

        var count = (int)Math.Min(destination.Length, Math.Min(limit - _stored, _ring.Capacity));
        if (_ring.OldestStored <= _stored)
        {
            if (count <= 0)
            {
                return new RingRead(_position, 0, 0, 0);
            }

            _ring.CopyStored(_stored, destination[..count]);
        }

        var lost = Math.Min(_ring.OldestStored, limit) - _stored;
        if (lost > 0)
        {
            return Skip(lost, lost, RingRead.OverrunCause);
        }

        return Deliver(count);
    }

    /// <summary>Leaves the ring: the writer waits for this reader no longer.</summary>
    public void Dispose() => _ring.Forget(this);

    /// <summary>Sets its place, once, before anybody reads.</summary>
    /// <param name="stored">Stored index of the next sample.</param>
    /// <param name="mark">Index of the next gap mark.</param>
    /// <param name="position">Position of the next sample or gap.</param>
    internal void Begin(long stored, long mark, long position)
    {
        _mark = mark;
        _position = position;
        Volatile.Write(ref _stored, stored);
    }

    /// <summary>Fetches the next mark that is still whole, moving on over forgotten ones.</summary>
    private bool TryPeekMark(out GapMark mark)
    {
        while (_mark < _ring.MarksCommitted)
        {
            mark = _ring.CopyMark(_mark);
            var oldest = _ring.OldestMark;
            if (oldest <= _mark)
            {
                return true;
            }

            _mark = oldest;
        }

        mark = default;
        return false;
    }

    /// <summary>
    /// Where samples between forgotten gaps lay can no longer be told: all samples before the oldest mark known count
    /// as overrun, and the gap samples among them are told as one gap, so that both sums stay exact.
    /// </summary>
    private RingRead SkipForgottenMarks(in GapMark mark)
    {
        var samples = mark.Stored - _stored;
        _forgottenGap = mark.Position - _position - samples;
        _forgottenCause = mark.Cause;
        return samples > 0 ? Skip(samples, samples, RingRead.OverrunCause) : TellForgottenGap();
    }

    private RingRead TellForgottenGap()
    {
        var length = _forgottenGap;
        _forgottenGap = 0;
        return Skip(0, length, _forgottenCause);
    }

    private RingRead Skip(long samples, long positions, int cause)
    {
        var read = new RingRead(_position, 0, positions, cause);
        Volatile.Write(ref _position, _position + positions);
        Volatile.Write(ref _stored, _stored + samples);
        return read;
    }

    private RingRead Deliver(int count)
    {
        var read = new RingRead(_position, count, 0, 0);
        Volatile.Write(ref _position, _position + count);
        Volatile.Write(ref _stored, _stored + count);
        return read;
    }
}
