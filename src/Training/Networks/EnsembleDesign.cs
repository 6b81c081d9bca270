using AvianVox.Dsp.Features;

namespace AvianVox.Training.Networks;

/// <summary>
/// Several networks that hear the same windows; each is fitted by its own loss, and the mean of their logits is the ensemble's.
/// Activations are those of the first member that gives them.
/// </summary>
internal sealed record EnsembleDesign : NetworkDesign
{
    /// <summary>The networks.</summary>
    public IReadOnlyList<NetworkDesign> Members { get; init; } = [];

    /// <inheritdoc />
    public override string Sentence => $"the mean of {Members.Count} networks: {string.Join("; and ", Members.Select(m => m.Sentence))}";

    /// <inheritdoc />
    public override AcousticNetwork Create(NetworkShape shape)
    {
        // The graph has one output of activations: those of the first member that gives them.
        var giver = Members.TakeWhile(m => m is not ConvolutionalDesign { Activations: true }).Count();
        return new EnsembleNetwork(
            shape,
            [.. Members.Select(
                (m, i) => (m is ConvolutionalDesign later && i > giver ? later with { Activations = false } : m).Create(shape))]);
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> Faults(FeatureSpec features) => Members.Count == 0
        ? ["members is empty; name at least one network"]
        :
        [
            .. Members.SelectMany(
                (member, i) => (member is EnsembleDesign ? ["kind is ensemble; name its members beside the others"] : member.Faults(features)).Select(f => $"members[{i}].{f}")),
        ];
}
