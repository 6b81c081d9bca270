namespace AvianVox.Training.Manifests;

/// <summary>What an import did.</summary>
/// <param name="Manifest">Path of the manifest.</param>
/// <param name="Added">New entries.</param>
/// <param name="Already">Files the manifest had before; their entries were renewed.</param>
/// <param name="Duplicates">One line per file that repeats a sound.</param>
/// <param name="Faults">One line per file or folder that cannot be used.</param>
internal sealed record ImportOutcome(
    string Manifest, IReadOnlyList<ManifestEntry> Added, int Already, IReadOnlyList<string> Duplicates, IReadOnlyList<string> Faults);
