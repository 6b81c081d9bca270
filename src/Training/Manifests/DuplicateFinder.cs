namespace AvianVox.Training.Manifests;

/// <summary>Finds sounds that are there already, by what is heard and not by name.</summary>
internal sealed class DuplicateFinder
{
    /// <summary>First entry of each sound, by its hash.</summary>
    private readonly Dictionary<string, ManifestEntry> _first = new(StringComparer.Ordinal);

    /// <summary>Takes an entry in.</summary>
    /// <param name="entry">Entry.</param>
    /// <returns>The entry that has the same sound and was there first; null for a new sound.</returns>
    public ManifestEntry? Find(ManifestEntry entry) =>
        _first.TryAdd(entry.Audio.AudioSha256, entry) ? null : _first[entry.Audio.AudioSha256];

    /// <summary>One line for people: which file repeats which, and whether they claim to be different species.</summary>
    /// <param name="path">The file that repeats.</param>
    /// <param name="species">What it is said to be.</param>
    /// <param name="first">What was there first.</param>
    public static string Tell(string path, string species, ManifestEntry first) =>
        string.Equals(species, first.Species, StringComparison.OrdinalIgnoreCase)
        ? $"{path}: the same sound as {first.File}"
        : $"{path}: the same sound as {first.File}, yet one is said to be {species}, the other {first.Species}";
}
