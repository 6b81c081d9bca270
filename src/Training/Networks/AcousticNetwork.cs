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

    /// <summary>Computes gradients that torch's way back does not reach; to be called after it, before the optimiser's step.</summary>
    public virtual void FinishGradients()
    {
    }

    /// <summary>Multiplies all logits: the network becomes surer or less sure, and names what it named.</summary>
    /// <param name="factor">Over 0.</param>
    public abstract void ScaleLogits(double factor);

    /// <summary>The network in ONNX wire format: windows [N, 1, rows, frames] to probabilities [N, classes].</summary>
    /// <param name="graphName">Name of the graph.</param>
    public abstract byte[] ToOnnx(string graphName);
}
