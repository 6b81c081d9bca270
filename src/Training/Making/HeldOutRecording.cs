using AvianVox.Training.Data;

namespace AvianVox.Training.Making;

/// <summary>What a network that was not fitted to a recording said of it.</summary>
/// <param name="Clip">Recording.</param>
/// <param name="Windows">Logits per window, one per label; at least one window.</param>
/// <param name="Right">Its label.</param>
internal sealed record HeldOutRecording(Clip Clip, IReadOnlyList<float[]> Windows, int Right);
