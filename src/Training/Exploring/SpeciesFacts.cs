namespace AvianVox.Training.Exploring;

/// <summary>What there is of one species or sound.</summary>
/// <param name="Name">English name.</param>
/// <param name="Recordings">Recordings.</param>
/// <param name="Seconds">Their length together.</param>
/// <param name="Shortest">Length of the shortest, in seconds.</param>
/// <param name="Longest">Length of the longest, in seconds.</param>
/// <param name="Recordists">Recordists that are told.</param>
internal sealed record SpeciesFacts(string Name, int Recordings, double Seconds, double Shortest, double Longest, int Recordists);
