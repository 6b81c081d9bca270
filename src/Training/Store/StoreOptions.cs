namespace AvianVox.Training.Store;

/// <summary>Where computed features are kept, and how much of them.</summary>
internal sealed record StoreOptions
{
    /// <summary>Bytes in a gibibyte.</summary>
    public const long Gibibyte = 1L << 30;

    /// <summary>Folder; made where there is none.</summary>
    public string Folder { get; init; } = CacheFolder.Default;

    /// <summary>Largest size of all entries together, in bytes; the least recently used make room for new ones.</summary>
    public long Limit { get; init; } = 20 * Gibibyte;

    /// <summary>Opens an unfinished entry for writing; a file stream where none is given.</summary>
    public Func<string, Stream>? Create { get; init; }
}
