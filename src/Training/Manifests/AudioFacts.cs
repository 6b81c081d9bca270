namespace AvianVox.Training.Manifests;

/// <summary>What reading a sound file from begin to end tells.</summary>
/// <param name="Seconds">Decoded length.</param>
/// <param name="SampleRate">Frames a second, in Hz.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Sha256">SHA-256 of the file's bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="AudioSha256">SHA-256 of the decoded sound, see <see cref="AudioCheck"/>: equal for the same sound under other
/// names, tags or lossless formats.</param>
internal sealed record AudioFacts(double Seconds, int SampleRate, int Channels, string Sha256, string AudioSha256);
