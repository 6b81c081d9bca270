using AvianVox.Training.Naming;

namespace AvianVox.Training.Data;

/// <summary>How data folders are read.</summary>
internal sealed record DataSetOptions
{
    /// <summary>How clips without a list are divided into classes.</summary>
    public ClassScheme Scheme { get; init; } = ClassScheme.Coarse;

    /// <summary>
    /// Whether roosters are a class where classes go by words; left out otherwise, for a model that is to report wild birds.
    /// </summary>
    public bool Roosters { get; init; }

    /// <summary>Ends looking through folders.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>What names are of that do not tell; null asks.</summary>
    public KindChoices? Kinds { get; init; }
}
