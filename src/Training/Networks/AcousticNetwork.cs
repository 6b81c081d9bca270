using AvianVox.Training.Onnx;
using static TorchSharp.torch;

namespace AvianVox.Training.Networks;

/// <summary>A network in torch: windows [N, 1, rows, frames] to logits [N, classes].</summary>
/// <param name="name">Name of the module.</param>
/// <param name="shape">What goes in and comes out.</param>
internal abstract class AcousticNetwork(string name, NetworkShape shape) : nn.Module<Tensor, Tensor>(name)
{
    /// <summary>What goes in and comes out.</summary>
    public NetworkShape Shape { get; } = shape;

    /// <summary>Multiplications and additions, counted as one, that one window takes.</summary>
    public abstract long MultiplyAdds { get; }

    /// <summary>Number of values that training fits.</summary>
    public long Parameters => parameters().Sum(p => p.numel());

    /// <summary>
    /// The logits that each get a loss of their own in training: those of <see cref="nn.Module{T, TResult}.forward"/>, or what it
    /// is the mean of.
    /// </summary>
    /// <param name="input">[N, 1, rows, frames].</param>
    /// <returns>Each [N, classes].</returns>
    public virtual IReadOnlyList<Tensor> Heads(Tensor input) => [forward(input)];

    /// <summary>Computes gradients that torch's way back does not reach; to be called after it, before the optimiser's step.</summary>
    public virtual void FinishGradients()
    {
    }

    /// <summary>Multiplies all logits: the network becomes surer or less sure, and names what it named.</summary>
    /// <param name="factor">Over 0.</param>
    public abstract void ScaleLogits(double factor);

    /// <summary>Adds the network to a graph, its weights as they stand.</summary>
    /// <param name="graph">Graph.</param>
    /// <param name="windows">[N, 1, rows, frames].</param>
    /// <param name="prefix">Begins the names of its weights; empty, or with a slash at its end.</param>
    public abstract ExportedLayers Export(OnnxGraph graph, OnnxValue windows, string prefix);

    /// <summary>
    /// The network in ONNX wire format: windows [N, 1, rows, frames] to probabilities [N, classes], and activations where it has
    /// them.
    /// </summary>
    /// <param name="graphName">Name of the graph.</param>
    public byte[] ToOnnx(string graphName)
    {
        var graph = new OnnxGraph(graphName);
        var layers = Export(graph, graph.Input("windows", OnnxGraph.Batch, 1, Shape.Rows, Shape.Frames), "");
        graph.Output(graph.Softmax(layers.Logits, name: "probabilities"), OnnxGraph.Batch, Shape.Classes);
        if (layers.Activations is { } activations)
        {
            graph.Output(
                graph.Unary("Identity", activations.Value, "activations"),
                OnnxGraph.Batch,
                Shape.Classes,
                activations.Rows,
                activations.Frames);
        }

        return graph.ToArray();
    }
}
