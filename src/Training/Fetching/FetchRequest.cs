namespace AvianVox.Training.Fetching;

/// <summary>What a person asked to fetch.</summary>
internal sealed record FetchRequest
{
    /// <summary>Folder of the manifest and the files.</summary>
    public required string Out { get; init; }

    /// <summary>Query in the service's own language; may be empty.</summary>
    public string Query { get; init; } = "";

    /// <summary>Path of the study's index, which stands in for a search; null to search.</summary>
    public string? Index { get; init; }

    /// <summary>Key of the service; null where there is none, which only a search needs.</summary>
    public string? Key { get; init; }

    /// <summary>Address of the service's recordings.</summary>
    public Uri Endpoint { get; init; } = XenoCantoClient.Service;

    /// <summary>Results per page, 50 to 500.</summary>
    public int PerPage { get; init; } = 500;

    /// <summary>Which recordings.</summary>
    public FetchFilter Filter { get; init; } = new();

    /// <summary>How much of each species.</summary>
    public FetchCaps Caps { get; init; } = new(null, null, null);

    /// <summary>How patient and how polite.</summary>
    public TransferPolicy Policy { get; init; } = new();

    /// <summary>Whether only to tell what would be fetched.</summary>
    public bool DryRun { get; init; }
}
