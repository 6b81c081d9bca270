using AvianVox.Training.Naming;

namespace AvianVox.Training.Manifests;

/// <summary>A file, or a stretch of one, to import and what is known of it beforehand.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Sound">What is heard.</param>
/// <param name="Known">Makes the entry, given how the manifest names the file and what decoding told.</param>
internal sealed record ImportCandidate(string Path, SoundClass Sound, Func<string, AudioFacts, ManifestEntry> Known);
