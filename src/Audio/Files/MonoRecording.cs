namespace AvianVox.Audio.Files;

/// <summary>A whole recording in memory, its channels mixed to one.</summary>
/// <param name="Samples">Mean over the channels, full scale -1 to 1.</param>
/// <param name="SampleRate">Samples a second, in Hz.</param>
public sealed record MonoRecording(float[] Samples, int SampleRate);
