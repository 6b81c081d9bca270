namespace AvianVox.Training.Manifests;

/// <summary>A file to import and what is known of it beforehand.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Name">Species.</param>
/// <param name="Known">Makes the entry, given how the manifest names the file and what decoding told.</param>
internal sealed record ImportCandidate(string Path, SpeciesName Name, Func<string, AudioFacts, ManifestEntry> Known);
