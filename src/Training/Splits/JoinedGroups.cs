namespace AvianVox.Training.Splits;

/// <summary>Brings items together that share any of their keys, or share one with an item that does, and so on.</summary>
internal sealed class JoinedGroups
{
    private readonly int[] _parent;

    /// <summary>Joins.</summary>
    /// <param name="keys">Keys of each item; null where one is not known.</param>
    public JoinedGroups(IReadOnlyList<IReadOnlyList<string?>> keys)
    {
        _parent = [.. Enumerable.Range(0, keys.Count)];
        var first = new Dictionary<(int, string), int>();
        for (var i = 0; i < keys.Count; i++)
        {
            for (var k = 0; k < keys[i].Count; k++)
            {
                if (keys[i][k] is { } key && !first.TryAdd((k, key), i))
                {
                    Join(first[(k, key)], i);
                }
            }
        }
    }

    /// <summary>Brings two items together.</summary>
    /// <param name="one">Place of an item.</param>
    /// <param name="other">Place of another.</param>
    public void Join(int one, int other)
    {
        var (a, b) = (this[one], this[other]);
        _parent[Math.Max(a, b)] = Math.Min(a, b);
    }

    /// <summary>The first item that an item belongs together with; itself where there is none before it.</summary>
    /// <param name="item">Place of the item.</param>
    public int this[int item]
    {
        get
        {
            while (_parent[item] != item)
            {
                item = _parent[item] = _parent[_parent[item]];
            }

            return item;
        }
    }
}
