namespace AvianVox.Station.Journal;

/// <summary>What a repair did with one damaged journal.</summary>
/// <param name="Path">Where it lay.</param>
/// <param name="Tables">What was read and moved, by table.</param>
/// <param name="KeptAs">Where it lies now.</param>
public sealed record RepairReport(string Path, IReadOnlyList<SalvageCount> Tables, string KeptAs);
