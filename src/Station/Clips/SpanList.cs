namespace AvianVox.Station.Clips;

/// <summary>
/// Spans of positions in order, those that touch or overlap as one. Keeps at most <see cref="Most"/>: beyond it the two oldest become one,
/// so that more is covered, never less.
/// </summary>
internal sealed class SpanList
{
    /// <summary>Most spans kept.</summary>
    public const int Most = 256;

    private readonly List<(long From, long To)> _items = new(Most + 1);

    /// <summary>The spans, oldest first.</summary>
    public List<(long From, long To)> Items => _items;

    /// <summary>Adds a span; an empty one is passed over.</summary>
    /// <param name="from">First position.</param>
    /// <param name="to">Position behind the last.</param>
    public void Add(long from, long to)
    {
        if (from >= to)
        {
            return;
        }

        var at = _items.Count;
        while (at > 0 && _items[at - 1].From > from)
        {
            at--;
        }

        _items.Insert(at, (from, to));
        for (var index = Math.Max(1, at); index < _items.Count;)
        {
            if (_items[index].From <= _items[index - 1].To)
            {
                Join(index);
            }
            else
            {
                index++;
            }
        }

        if (_items.Count > Most)
        {
            Join(1);
        }
    }

    /// <summary>How many positions of a span are in the list.</summary>
    /// <param name="from">First position.</param>
    /// <param name="to">Position behind the last.</param>
    public long Overlap(long from, long to)
    {
        var sum = 0L;
        foreach (var span in _items)
        {
            sum += Math.Max(0, Math.Min(span.To, to) - Math.Max(span.From, from));
        }

        return sum;
    }

    /// <summary>Drops the spans that end before a position.</summary>
    /// <param name="before">The position.</param>
    public void Forget(long before)
    {
        while (_items.Count > 0 && _items[0].To <= before)
        {
            _items.RemoveAt(0);
        }
    }

    private void Join(int index)
    {
        _items[index - 1] = (_items[index - 1].From, Math.Max(_items[index - 1].To, _items[index].To));
        _items.RemoveAt(index);
    }
}
