namespace AvianVox.Classification.Packages;

/// <summary>Where a model comes from: what it takes to judge it, or to make it again.</summary>
public sealed record ModelProvenance
{
    /// <summary>The data it was trained on, and that data's licence.</summary>
    public string Data { get; init; } = "";

    /// <summary>How training and test data were kept apart.</summary>
    public string Split { get; init; } = "";

    /// <summary>Seed of the training run; null when unknown.</summary>
    public long? Seed { get; init; }

    /// <summary>Measured figures by name, such as "test accuracy"; finite.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Anything else a reader should know; empty when there is nothing.</summary>
    public string Notes { get; init; } = "";
}
