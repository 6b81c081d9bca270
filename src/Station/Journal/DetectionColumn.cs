using AvianVox.Listening.Detection;

namespace AvianVox.Station.Journal;

/// <summary>One column of the table of detections.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type and constraint in SQL.</param>
internal sealed record DetectionColumn(string Name, string Type)
{
    /// <summary>Version of the schema that it came with.</summary>
    public int Since { get; init; } = 1;

    /// <summary>What a record brings for it; null where it is written by other means than a detection.</summary>
    public Func<DetectionRecord, object?>? Value { get; init; }

    /// <summary>True where the end of a detection may tell it otherwise than the confirmation did.</summary>
    public bool Changes { get; init; }
}
