using AvianVox.Station.Clips.Retention;

namespace AvianVox.Station.Clips;

/// <summary>Where clips lie, how they are written, and who makes room for them.</summary>
/// <param name="Store">The clip folder.</param>
/// <param name="Files">Writes them there.</param>
/// <param name="Retention">Asked to make room when there is none.</param>
public sealed record ClipStorage(IClipStore Store, ClipFiles Files, RetentionService Retention);
