namespace AvianVox.Training.Making;

/// <summary>All that decides an export.</summary>
internal sealed record ExportRequest
{
    /// <summary>Training state.</summary>
    public required string State { get; init; }

    /// <summary>Folder of the model package to write.</summary>
    public required string Out { get; init; }

    /// <summary>Data folders whose recordings the exported network is compared on.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>Name of the model.</summary>
    public string Name { get; init; } = "mine";

    /// <summary>Version of the model.</summary>
    public string Version { get; init; } = "1.0";

    /// <summary>Licence of the weights.</summary>
    public string Licence { get; init; } = "CC-BY-NC-SA-4.0";

    /// <summary>Whether a package at <see cref="Out"/> may be replaced.</summary>
    public bool Replace { get; init; }

    /// <summary>Threads of torch; 0 for one per core.</summary>
    public int Threads { get; init; }
}
