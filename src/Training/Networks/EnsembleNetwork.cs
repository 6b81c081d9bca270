using AvianVox.Training.Onnx;
using static TorchSharp.torch;

namespace AvianVox.Training.Networks;

/// <summary>A network of <see cref="EnsembleDesign"/> in torch, and its twin in ONNX.</summary>
internal sealed class EnsembleNetwork : AcousticNetwork
{
    private readonly AcousticNetwork[] _members;

    /// <summary>Joins networks.</summary>
    /// <param name="shape">What goes in and comes out, of each.</param>
    /// <param name="members">At least one; they go with this object.</param>
    public EnsembleNetwork(NetworkShape shape, AcousticNetwork[] members)
        : base("ensemble", shape)
    {
        _members = members;
        for (var i = 0; i < members.Length; i++)
        {
            register_module($"member{i}", members[i]);
        }
    }

    /// <inheritdoc />
    public override long MultiplyAdds => _members.Sum(m => m.MultiplyAdds);

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return stack(_members.Select(m => m.forward(input))).mean([0]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public override IReadOnlyList<Tensor> Heads(Tensor input) => [.. _members.SelectMany(m => m.Heads(input))];

    /// <inheritdoc />
    public override void FinishGradients()
    {
        foreach (var member in _members)
        {
            member.FinishGradients();
        }
    }

    /// <inheritdoc />
    public override void ScaleLogits(double factor)
    {
        foreach (var member in _members)
        {
            member.ScaleLogits(factor);
        }
    }

    /// <inheritdoc />
    public override ExportedLayers Export(OnnxGraph graph, OnnxValue windows, string prefix)
    {
        var layers = _members.Select((member, i) => member.Export(graph, windows, $"{prefix}member{i}/")).ToArray();
        var sum = layers.Select(l => l.Logits).Aggregate((a, b) => graph.Add(a, b));
        var mean = graph.Binary("Mul", sum, graph.Weights(prefix + "share", [1f / layers.Length], 1));
        return new(mean, layers.Select(l => l.Activations).FirstOrDefault(a => a is not null));
    }
}
