using AvianVox.Training.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AvianVox.Training.Networks;

/// <summary>A convolution that keeps the size (but for its stride), batch normalisation, and ReLU where asked for.</summary>
internal sealed class NormedConvolution : Module<Tensor, Tensor>
{
    private readonly Conv2d _convolution;
    private readonly BatchNorm2d _norm;
    private readonly bool _relu;
    private readonly int _side;
    private readonly int _stride;
    private readonly int _groups;

    /// <summary>Builds it with torch's usual weights, drawn from its current seed.</summary>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="side">Side of the kernel, odd.</param>
    /// <param name="stride">Stride along both axes.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="relu">Whether ReLU follows.</param>
    public NormedConvolution(int inputs, int outputs, int side, int stride = 1, int groups = 1, bool relu = true)
        : base("convolution")
    {
        (_side, _stride, _groups, _relu) = (side, stride, groups, relu);
        _convolution = Conv2d(inputs, outputs, side, stride: stride, padding: side / 2, groups: groups, bias: false);
        _norm = BatchNorm2d(outputs);
        register_module("kernel", _convolution);
        register_module("norm", _norm);
    }

    /// <summary>Multiply-adds per value of one output map, all channels of it together.</summary>
    public long MultiplyAddsPerPlace => _convolution.weight!.numel();

    /// <summary>Length along an axis behind it.</summary>
    /// <param name="length">Length before it.</param>
    public int Behind(int length) => ((length - 1) / _stride) + 1;

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = BatchNormalisation.Forward(_norm, _convolution.forward(input));
        return (_relu ? x.relu_() : x).MoveToOuterDisposeScope();
    }

    /// <summary>Adds it to a graph, the normalisation folded into the weights.</summary>
    /// <param name="graph">Graph.</param>
    /// <param name="input">[N, inputs, H, W].</param>
    /// <param name="name">Name of its weights.</param>
    public OnnxValue Export(OnnxGraph graph, OnnxValue input, string name)
    {
        var weight = _convolution.weight!;
        var kernel = NetworkValues.Of(weight);
        var (scale, shift) = NetworkValues.ScaleAndShift(_norm);
        var each = kernel.Length / scale.Length;
        for (var i = 0; i < kernel.Length; i++)
        {
            kernel[i] *= scale[i / each];
        }

        var x = graph.Conv(
            input,
            graph.Weights(name + "/kernel", kernel, scale.Length, (int)weight.shape[1], _side, _side),
            graph.Weights(name + "/bias", shift, scale.Length),
            new WindowOptions { Strides = [_stride, _stride], Padding = [_side / 2, _side / 2, _side / 2, _side / 2], Groups = _groups });
        return _relu ? graph.Relu(x) : x;
    }
}
