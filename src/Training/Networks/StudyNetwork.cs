using AvianVox.Training.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AvianVox.Training.Networks;

/// <summary>A network of the study in torch.</summary>
/// <remarks>
/// ReLU comes behind the pooling, where it has a ninth of the values to do: the maximum commutes with it, so the
/// result is the same. While training on a processor the first block of version 20's shape is our own
/// <see cref="FirstBlock"/>, outside torch's graph: its output is a leaf there, and <see cref="FinishGradients"/>
/// carries the gradient on to its weights.
/// </remarks>
internal sealed class StudyNetwork : AcousticNetwork
{
    private readonly StudyDesign _design;
    private readonly Conv2d[] _convolutions;
    private readonly BatchNorm2d[] _norms;
    private readonly Dropout _dropout;
    private readonly Linear _dense;
    private readonly FirstBlock? _first;

    /// <summary>Output of the first block in the last training step; torch leaves its gradient there.</summary>
    private Tensor? _leaf;

    /// <summary>Builds a network with Glorot-uniform weights and zero biases, drawn from torch's current seed.</summary>
    /// <param name="shape">What goes in and comes out.</param>
    /// <param name="design">How it is built.</param>
    public StudyNetwork(NetworkShape shape, StudyDesign design)
        : base("study", shape)
    {
        _design = design;
        _convolutions =
        [
            .. design.Filters.Select(
                (filters, i) => Conv2d(i == 0 ? 1 : design.Filters[i - 1], filters, (design.Kernel[0], design.Kernel[1]))),
        ];
        _norms = design.BatchNorm ? [.. design.Filters.Select(filters => BatchNorm2d(filters))] : [];
        _first = FirstBlock.Fits(design) ? new FirstBlock(shape.Rows, shape.Frames, design.Filters[0]) : null;
        _dropout = Dropout(design.Dropout);
        _dense = Linear(design.Filters[^1], shape.Classes);
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

    /// <inheritdoc />
    public override long MultiplyAdds
    {
        get
        {
            var (total, rows, frames, inputs) = (0L, Shape.Rows, Shape.Frames, 1L);
            foreach (var (size, filters) in _design.Sizes(rows, frames).Zip(_design.Filters))
            {
                var (outRows, outFrames) = (rows - _design.Kernel[0] + 1, frames - _design.Kernel[1] + 1);
                total += inputs * filters * _design.Kernel[0] * _design.Kernel[1] * outRows * outFrames;
                (rows, frames, inputs) = (size.Rows, size.Frames, filters);
            }

            return total + (inputs * Shape.Classes);
        }
    }

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = input;
        for (var i = 0; i < _convolutions.Length; i++)
        {
            var (rows, frames) = _design.Pool(i);
            var isFused = i == 0 && training && _first is not null;
            x = isFused ? FirstForTraining(_first!, input) : functional.max_pool2d(_convolutions[i].forward(x), [rows, frames]).relu();
            x = _norms.Length > 0 ? _dropout.forward(BatchNormalisation.Forward(_norms[i], x)) : isFused ? x : _dropout.forward(x);
        }

        return _dense.forward(x.mean([2, 3])).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">No training step was made, or torch has not gone back through it.</exception>
    public override void FinishGradients()
    {
        if (_first is null)
        {
            return;
        }

        using var leaf = _leaf ?? throw new InvalidOperationException("There is no training step to finish.");
        _leaf = null;
        using var gradient = leaf.grad ?? throw new InvalidOperationException("Torch has not computed gradients yet.");
        var (weight, bias) = (_convolutions[0].weight!, _convolutions[0].bias!);
        var kernelGradient = new float[weight.numel()];
        var biasGradient = new float[bias.numel()];
        _first.Backward(gradient, kernelGradient, biasGradient);
        weight.grad = tensor(kernelGradient).reshape(weight.shape).DetachFromDisposeScope();
        bias.grad = tensor(biasGradient).DetachFromDisposeScope();
    }

    /// <inheritdoc />
    public override void ScaleLogits(double factor)
    {
        using var frozen = no_grad();
        _dense.weight!.mul_(factor);
        _dense.bias!.mul_(factor);
    }

    /// <inheritdoc />
    public override ExportedLayers Export(OnnxGraph graph, OnnxValue windows, string prefix) =>
        new(StudyExport.Export(graph, windows, _design, Weights(), prefix));

    /// <summary>The weights of convolutions and dense layer, in order, with batch normalisation folded in.</summary>
    private List<LayerWeights> Weights()
    {
        var layers = new List<LayerWeights>();
        for (var i = 0; i <= _convolutions.Length; i++)
        {
            var (weight, bias) = i < _convolutions.Length
                ? (_convolutions[i].weight!, _convolutions[i].bias!)
                : (_dense.weight!, _dense.bias!);
            var layer = new LayerWeights(NetworkValues.Of(weight), NetworkValues.Of(bias), (int)weight.shape[0], (int)weight.shape[1]);
            if (i > 0 && _norms.Length > 0)
            {
                var (scale, shift) = NetworkValues.ScaleAndShift(_norms[i - 1]);
                layer = layer.Fold(scale, shift);
            }

            layers.Add(layer);
        }

        return layers;
    }

    private Tensor FirstForTraining(FirstBlock first, Tensor input)
    {
        // Behind a norm dropout has to wait for it. The seed is torch's next number, so that a run taken up goes as it would have gone.
        var dropout = _norms.Length > 0 ? 0 : _design.Dropout;
        var output = first.Forward(
            NetworkValues.Of(input), NetworkValues.Of(_convolutions[0].weight!), NetworkValues.Of(_convolutions[0].bias!), dropout, dropout > 0 ? randint(long.MaxValue, [1]).item<long>() : 0);
        _leaf?.Dispose();
        _leaf = output.requires_grad_().DetachFromDisposeScope();
        return _leaf;
    }

    private static void Initialise(Tensor weight, Tensor bias)
    {
        init.xavier_uniform_(weight);
        init.zeros_(bias);
    }
}
