namespace AvianVox.Training.Splits;

/// <summary>One line of an index of recordings, as far as splits need it.</summary>
/// <param name="Line">Number of its line in the file, from 1.</param>
/// <param name="Id">What names it in the lists; unique.</param>
/// <param name="Label">Number of its species: the rank of the species' name in ordinal order, from 0.</param>
internal sealed record IndexedRecording(int Line, string Id, int Label)
{
    /// <summary>The recording the file was cut from; its own id where the index tells nothing else.</summary>
    public required string Recording { get; init; }

    /// <summary>What its sound is known by, such as a hash; null when not told. What has the same is the same recording.</summary>
    public string? Sound { get; init; }

    /// <summary>Who recorded it; null when not told.</summary>
    public string? Recordist { get; init; }

    /// <summary>Where; null when not told.</summary>
    public string? Place { get; init; }

    /// <summary>Day, yyyy-MM-dd as it stands in the index (a day that is not known may be 00); null when not told.</summary>
    public string? Date { get; init; }

    /// <summary>Duration in seconds; null when not told.</summary>
    public double? Seconds { get; init; }
}
