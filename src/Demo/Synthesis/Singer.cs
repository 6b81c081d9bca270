namespace AvianVox.Demo.Synthesis;

/// <summary>One bird: what sets it apart from others of its species.</summary>
/// <param name="Pitch">Factor of every frequency, near 1.</param>
/// <param name="Tempo">Factor of every length, near 1.</param>
/// <param name="Variant">Which song of its species' repertoire it sings.</param>
public sealed record Singer(double Pitch, double Tempo, int Variant);
