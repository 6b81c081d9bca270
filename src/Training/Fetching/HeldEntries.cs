using AvianVox.Training.Manifests;

namespace AvianVox.Training.Fetching;

/// <summary>The recordings that a folder holds already.</summary>
internal sealed class HeldEntries
{
    private readonly HashSet<ManifestEntry> _entries;
    private readonly Dictionary<string, ManifestEntry> _byId = new(StringComparer.Ordinal);

    /// <summary>Takes entries.</summary>
    /// <param name="entries">Entries whose files are there.</param>
    public HeldEntries(IEnumerable<ManifestEntry> entries)
    {
        _entries = [.. entries];
        foreach (var entry in _entries.Where(e => e.Id.Length > 0))
        {
            _byId.TryAdd(entry.Id, entry);
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The entry of a catalogue number.</summary>
    /// <param name="id">Number.</param>
    public ManifestEntry? Of(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Whether an entry is one of them.</summary>
    /// <param name="entry">Entry.</param>
    public bool ContainsEntry(ManifestEntry entry) => _entries.Contains(entry);
}
