namespace AvianVox.Station.Clips.Retention;

/// <summary>A clip on the disk, as its name tells it.</summary>
/// <param name="Path">Path below the clip folder, with forward slashes; of its picture where the sound is gone.</param>
/// <param name="Bytes">Bytes of sound and picture.</param>
/// <param name="Written">When it was written, UTC.</param>
/// <param name="Species">Code of the species.</param>
/// <param name="Confidence">Highest probability, to the hundredth.</param>
/// <param name="HasSound">False for a picture whose sound is gone.</param>
public sealed record StoredClip(string Path, long Bytes, DateTimeOffset Written, string Species, double Confidence, bool HasSound = true);
