namespace AvianVox.Station.Journal;

/// <summary>What a repair did with one table.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Read">Rows that could be read.</param>
/// <param name="Moved">Rows that were moved; those that were there already are not.</param>
/// <param name="Garbage">Rows that held what no station writes.</param>
/// <param name="Holes">Places where rows could not be read.</param>
public sealed record SalvageCount(string Table, long Read, long Moved, long Garbage, int Holes);
