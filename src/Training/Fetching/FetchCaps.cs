namespace AvianVox.Training.Fetching;

/// <summary>How much is wanted of each species.</summary>
/// <param name="PerSpecies">Most recordings of a species, unless its total length asks for more; null for no cap.</param>
/// <param name="PerRecordist">Most recordings of one species by one recordist; null for no cap.</param>
/// <param name="MinTotal">Total length in seconds that each species is to reach; alone, nothing is taken beyond it. Null asks for
/// none.</param>
internal sealed record FetchCaps(int? PerSpecies, int? PerRecordist, double? MinTotal);
