using System.Text.Json.Serialization;

namespace AvianVox.Station.Messages;

/// <summary>What the station writes to its disk.</summary>
/// <param name="WrittenBytes">Bytes since the start.</param>
/// <param name="WrittenBytesPerDay">The same a day; null within the first minute.</param>
internal sealed record DiskWearMessage(
    long WrittenBytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? WrittenBytesPerDay);
