namespace AvianVox.Training.Splits;

/// <summary>What is to be split, and how.</summary>
internal sealed record SplitRequest
{
    /// <summary>CSV that lists the recordings.</summary>
    public required string Index { get; init; }

    /// <summary>Which of its columns hold what.</summary>
    public IndexColumns Columns { get; init; } = IndexColumns.Default;

    /// <summary>What keeps recordings together.</summary>
    public required SplitRule Rule { get; init; }

    /// <summary>Share of the hold-out, over 0 and below 1.</summary>
    public double TestShare { get; init; } = 1.0 / 3;

    /// <summary>
    /// The study's rule: cross-validation splits within the training part. Group rules: folds over all recordings, or 0 for a
    /// hold-out.
    /// </summary>
    public int Folds { get; init; }

    /// <summary>Decides every draw.</summary>
    public uint Seed { get; init; } = 37;

    /// <summary>Folder to be made; null to write nothing.</summary>
    public string? Out { get; init; }

    /// <summary>Whether a split that is already there is replaced.</summary>
    public bool Replace { get; init; }
}
