using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AvianVox.Training.Networks;

/// <summary>The study's network in torch: windows [N, 1, rows, frames] to logits [N, classes].</summary>
/// <remarks>
/// ReLU comes behind the pooling, where it has a ninth of the values to do: the maximum commutes with it, so the
/// result is the same. While training the first block is our own <see cref="FirstBlock"/>, outside torch's graph:
/// its output is a leaf there, and <see cref="FinishGradients"/> carries the gradient on to its weights.
/// </remarks>
internal sealed class SpeciesNetwork : Module<Tensor, Tensor>
{
    /// <summary>Side of every kernel and of every pool.</summary>
    public const int Side = 3;

    private readonly Conv2d[] _convolutions;
    private readonly BatchNorm2d[] _norms;
    private readonly Dropout _dropout;
    private readonly Linear _dense;
    private readonly FirstBlock _first;

    /// <summary>Output of the first block in the last training step; torch leaves its gradient there.</summary>
    private Tensor? _leaf;

    /// <summary>Builds a network with Glorot-uniform weights and zero biases, drawn from torch's current seed.</summary>
    /// <param name="shape">Shape.</param>
    public SpeciesNetwork(NetworkShape shape)
        : base("species")
    {
        Shape = shape;
        _convolutions = [.. shape.Filters.Select((filters, i) => Conv2d(i == 0 ? 1 : shape.Filters[i - 1], filters, Side))];
        _norms = shape.BatchNorm ? [.. shape.Filters.Select(filters => BatchNorm2d(filters))] : [];
        _first = new FirstBlock(shape.Rows, shape.Frames, shape.Filters[0]);
        _dropout = Dropout(shape.Dropout);
        _dense = Linear(shape.Filters[^1], shape.Classes);
        for (var i = 0; i < _convolutions.Length; i++)
        {
            register_module($"convolution{i}", _convolutions[i]);
            Initialise(_convolutions[i].weight!, _convolutions[i].bias!);
        }

        for (var i = 0; i < _norms.Length; i++)
        {
            register_module($"norm{i}", _norms[i]);
        }

        register_module("dropout", _dropout);
        register_module("dense", _dense);
        Initialise(_dense.weight!, _dense.bias!);
    }

    /// <summary>Its shape.</summary>
    public NetworkShape Shape { get; }

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = input;
        for (var i = 0; i < _convolutions.Length; i++)
        {
            x = i == 0 && training ? FirstForTraining(input) : functional.max_pool2d(_convolutions[i].forward(x), Side).relu();
            x = _dropout.forward(_norms.Length > 0 ? _norms[i].forward(x) : x);
        }

        return _dense.forward(x.mean([2, 3])).MoveToOuterDisposeScope();
    }

    /// <summary>Computes the gradients that torch's way back does not reach; to be called after it, before the optimiser's step.</summary>
    /// <exception cref="InvalidOperationException">No training step was made, or torch has not gone back through it.</exception>
    public void FinishGradients()
    {
        using var leaf = _leaf ?? throw new InvalidOperationException("There is no training step to finish.");
        _leaf = null;
        using var gradient = leaf.grad ?? throw new InvalidOperationException("Torch has not computed gradients yet.");
        var (weight, bias) = (_convolutions[0].weight!, _convolutions[0].bias!);
        var kernelGradient = new float[weight.numel()];
        var biasGradient = new float[bias.numel()];
        _first.Backward(Values(gradient), kernelGradient, biasGradient);
        weight.grad = tensor(kernelGradient).reshape(weight.shape).DetachFromDisposeScope();
        bias.grad = tensor(biasGradient).DetachFromDisposeScope();
    }

    /// <summary>The weights of convolutions and dense layer, in order, with batch normalisation folded in.</summary>
    public IReadOnlyList<LayerWeights> Weights()
    {
        var layers = new List<LayerWeights>();
        for (var i = 0; i <= _convolutions.Length; i++)
        {
            var (weight, bias) = i < _convolutions.Length ? (_convolutions[i].weight!, _convolutions[i].bias!) : (_dense.weight!, _dense.bias!);
            var layer = new LayerWeights(Values(weight), Values(bias), (int)weight.shape[0], (int)weight.shape[1]);
            layers.Add(i > 0 && _norms.Length > 0 ? Folded(layer, _norms[i - 1]) : layer);
        }

        return layers;
    }

    private Tensor FirstForTraining(Tensor input)
    {
        var output = _first.Forward(Values(input), Values(_convolutions[0].weight!), Values(_convolutions[0].bias!));
        var (rows, frames) = _first.PooledShape;
        _leaf?.Dispose();
        _leaf = tensor(output, [input.shape[0], Shape.Filters[0], rows, frames], requires_grad: true).DetachFromDisposeScope();
        return _leaf;
    }

    private static LayerWeights Folded(LayerWeights layer, BatchNorm2d norm)
    {
        var (gain, offset, mean, variance) = (Values(norm.weight!), Values(norm.bias!), Values(norm.running_mean!), Values(norm.running_var!));
        var scale = new float[gain.Length];
        var shift = new float[gain.Length];
        for (var c = 0; c < gain.Length; c++)
        {
            scale[c] = gain[c] / MathF.Sqrt(variance[c] + 1e-5f);
            shift[c] = offset[c] - (mean[c] * scale[c]);
        }

        return layer.Fold(scale, shift);
    }

    private static void Initialise(Tensor weight, Tensor bias)
    {
        init.xavier_uniform_(weight);
        init.zeros_(bias);
    }

    private static float[] Values(Tensor tensor)
    {
        using var plain = tensor.detach().cpu();
        return plain.data<float>().ToArray();
    }
}
