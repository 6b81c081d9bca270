using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AvianVox.Training.Networks;

/// <summary>The study's network in torch: windows [N, 1, rows, frames] to logits [N, classes].</summary>
/// <remarks>
/// ReLU comes behind the pooling, where it has a ninth of the values to do: the maximum commutes with it, so the
/// result is the same.
/// </remarks>
internal sealed class SpeciesNetwork : Module<Tensor, Tensor>
{
    /// <summary>Side of every kernel and of every pool.</summary>
    public const int Side = 3;

    private readonly Conv2d[] _convolutions;
    private readonly BatchNorm2d[] _norms;
    private readonly Dropout _dropout;
    private readonly Linear _dense;

    /// <summary>Builds a network with Glorot-uniform weights and zero biases, drawn from torch's current seed.</summary>
    /// <param name="shape">Shape.</param>
    public SpeciesNetwork(NetworkShape shape)
        : base("species")
    {
        Shape = shape;
        _convolutions = [.. shape.Filters.Select((filters, i) => Conv2d(i == 0 ? 1 : shape.Filters[i - 1], filters, Side))];
        _norms = shape.BatchNorm ? [.. shape.Filters.Select(filters => BatchNorm2d(filters))] : [];
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
            x = functional.max_pool2d(_convolutions[i].forward(x), Side).relu();
            x = _dropout.forward(_norms.Length > 0 ? _norms[i].forward(x) : x);
        }

        return _dense.forward(x.mean([2, 3])).MoveToOuterDisposeScope();
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
