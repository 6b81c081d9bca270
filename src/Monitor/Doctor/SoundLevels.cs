namespace AvianVox.Monitor.Doctor;

/// <summary>How loud a stretch of sound is. Decibels are of full scale: 0 dBFS is the root mean square of a sample of 1.</summary>
/// <param name="Samples">Samples heard.</param>
/// <param name="Rms">Root mean square, dBFS; negative infinity for digital silence.</param>
/// <param name="Peak">Largest absolute value, dBFS.</param>
/// <param name="Floor">Level below which one frame in ten lies, dBFS: what is there when nothing calls.</param>
/// <param name="Clipped">Share of the samples at full scale, 0 to 1.</param>
/// <param name="Offset">Mean of the samples, -1 to 1.</param>
internal readonly record struct SoundLevels(long Samples, double Rms, double Peak, double Floor, double Clipped, double Offset);
