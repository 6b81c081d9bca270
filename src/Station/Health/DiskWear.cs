namespace AvianVox.Station.Health;

/// <summary>What the station writes to its disk, journal, clips and all: what a memory card wears by.</summary>
/// <param name="WrittenBytes">Bytes since the start.</param>
/// <param name="BytesPerDay">The same a day, by the last 24 hours, or by what there is of them; null within the first minute.</param>
public sealed record DiskWear(long WrittenBytes, double? BytesPerDay);
