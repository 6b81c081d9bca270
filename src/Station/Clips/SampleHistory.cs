using AvianVox.Audio.Files;

namespace AvianVox.Station.Clips;

/// <summary>
/// The last samples of one source, by position, in 16 bits: what clips are cut from. Missing samples and blanked spans are
/// silence. Allocates nothing while samples come. Not safe for several threads.
/// </summary>
/// <param name="capacity">Samples kept; at least 1.</param>
internal sealed class SampleHistory(int capacity)
{
    /// <summary>Samples by position modulo the length.</summary>
    private readonly short[] _samples = new short[capacity];

    /// <summary>What is missing of the samples kept.</summary>
    private readonly SpanList _missing = new();

    /// <summary>What is to be silent, of the samples kept and of those to come.</summary>
    private readonly SpanList _blanked = new();

    /// <summary>Position of the first sample ever; -1 before it.</summary>
    private long _first = -1;

    /// <summary>Samples kept.</summary>
    public int Capacity => _samples.Length;

    /// <summary>Position behind the last sample.</summary>
    public long End { get; private set; }

    /// <summary>Position of the oldest sample that is still there.</summary>
    public long Oldest => Math.Max(Math.Max(_first, 0), End - Capacity);

    /// <summary>Appends samples; what lies between them and those before is missing.</summary>
    /// <param name="position">Position of the first; not before <see cref="End"/>.</param>
    /// <param name="samples">Full scale -1 to 1.</param>
    public void Append(long position, ReadOnlySpan<float> samples)
    {
        if (position > End && _first >= 0)
        {
            AppendMissing(position - End);
        }

        if (_first < 0)
        {
            _first = position;
            End = position;
        }

        var skipped = Math.Max(0, samples.Length - Capacity);
        End += skipped;
        var at = (int)(End % Capacity);
        foreach (var sample in samples[skipped..])
        {
            _samples[at] = Pcm16.From(sample);
            at = at + 1 == Capacity ? 0 : at + 1;
        }

        var begin = End;
        End += samples.Length - skipped;
        foreach (var (from, to) in _blanked.Items)
        {
            Clear(Math.Max(from, begin), Math.Min(to, End));
        }

        Forget();
    }

    /// <summary>Appends samples that were never heard.</summary>
    /// <param name="count">How many; at least 1.</param>
    public void AppendMissing(long count)
    {
        if (_first < 0)
        {
            // Before the first sample there is nothing to be missing from.
            return;
        }

        var begin = End;
        End += count;
        _missing.Add(begin, End);
        Clear(Math.Max(begin, Oldest), End);
        Forget();
    }

    /// <summary>Makes a span silent, now and when its samples come.</summary>
    /// <param name="from">Position of its first sample.</param>
    /// <param name="to">Position behind its last.</param>
    public void Blank(long from, long to)
    {
        _blanked.Add(from, to);
        Clear(Math.Max(from, Oldest), Math.Min(to, End));
    }

    /// <summary>Whether a span holds anything that was blanked.</summary>
    /// <param name="from">Position of its first sample.</param>
    /// <param name="to">Position behind its last.</param>
    public bool IsBlanked(long from, long to) => _blanked.Overlap(from, to) > 0;

    /// <summary>What is missing of a span, oldest first.</summary>
    /// <param name="from">Position of its first sample.</param>
    /// <param name="to">Position behind its last.</param>
    public IReadOnlyList<(long From, long To)> Missing(long from, long to) =>
        [.. _missing.Items.Select(span => (From: Math.Max(span.From, from), To: Math.Min(span.To, to))).Where(span => span.From < span.To)];

    /// <summary>Copies samples.</summary>
    /// <param name="position">Position of the first.</param>
    /// <param name="destination">Receives them; not beyond <see cref="End"/>.</param>
    /// <returns>False where some of them are not there any more.</returns>
    public bool TryCopy(long position, Span<short> destination)
    {
        if (position < Oldest || position + destination.Length > End)
        {
            return false;
        }

        var at = (int)(position % Capacity);
        var first = Math.Min(destination.Length, Capacity - at);
        _samples.AsSpan(at, first).CopyTo(destination);
        _samples.AsSpan(0, destination.Length - first).CopyTo(destination[first..]);
        return true;
    }

    private void Clear(long from, long to)
    {
        if (from >= to)
        {
            return;
        }

        var length = (int)Math.Min(to - from, Capacity);
        var at = (int)((to - length) % Capacity);
        var first = Math.Min(length, Capacity - at);
        _samples.AsSpan(at, first).Clear();
        _samples.AsSpan(0, length - first).Clear();
    }

    /// <summary>Spans are remembered a whole ring longer than samples, so that a clip that was just written can still be judged.</summary>
    private void Forget()
    {
        _missing.Forget(End - (2L * Capacity));
        _blanked.Forget(End - (2L * Capacity));
    }
}
