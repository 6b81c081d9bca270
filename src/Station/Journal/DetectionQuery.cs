namespace AvianVox.Station.Journal;

/// <summary>Which detections to read.</summary>
public sealed record DetectionQuery
{
    /// <summary>Those that end after this time; null for no bound.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Those that begin before this time; null for no bound.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Those of one species, by code, scientific or common name, in either case of letters; null for all.</summary>
    public string? Species { get; init; }

    /// <summary>Those of one source; null for all.</summary>
    public string? Source { get; init; }

    /// <summary>The latest so many; null for all.</summary>
    public int? Limit { get; init; }
}
