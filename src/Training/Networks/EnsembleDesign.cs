namespace AvianVox.Training.Networks;

/// <summary>Several networks that hear the same windows; each is fitted by its own loss, and the mean of their logits is the ensemble's.</summary>
internal sealed record EnsembleDesign : NetworkDesign
{
    /// <summary>The networks.</summary>
    public IReadOnlyList<NetworkDesign> Members { get; init; } = [];

    /// <inheritdoc />
    public override string Sentence => $"the mean of {Members.Count} networks: {string.Join("; and ", Members.Select(m => m.Sentence))}";

    /// <inheritdoc />
    public override AcousticNetwork Create(NetworkShape shape) => new EnsembleNetwork(shape, [.. Members.Select(m => m.Create(shape))]);

    /// <inheritdoc />
    public override IReadOnlyList<string> Faults(int rows, int frames) => Members.Count == 0
        ? ["members is empty; name at least one network"]
        : [.. Members.SelectMany((member, i) => member.Faults(rows, frames).Select(f => $"members[{i}].{f}"))];
}
