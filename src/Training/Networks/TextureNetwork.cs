using AvianVox.Training.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AvianVox.Training.Networks;

/// <summary>A network of <see cref="TextureDesign"/> in torch, and its twin in ONNX.</summary>
internal sealed class TextureNetwork : AcousticNetwork
{
    private readonly TextureStatistics _statistics;
    private readonly BatchNorm2d _norm;
    private readonly Dropout _dropout;
    private readonly NormedConvolution _hidden;
    private readonly Linear _dense;

    /// <summary>Builds a network, its weights drawn from torch's current seed.</summary>
    /// <param name="shape">What goes in and comes out.</param>
    /// <param name="design">How it is built.</param>
    public TextureNetwork(NetworkShape shape, TextureDesign design)
        : base("texture", shape)
    {
        _statistics = new TextureStatistics(design, MelRows, shape.Frames);
        _norm = BatchNorm2d(_statistics.Count);
        _dropout = Dropout(design.Dropout);
        _hidden = new NormedConvolution(_statistics.Count, design.Hidden, 1);
        _dense = Linear(design.Hidden, shape.Classes);
        register_module("norm", _norm);
        register_module("dropout", _dropout);
        register_module("hidden", _hidden);
        register_module("dense", _dense);
    }

    /// <inheritdoc />
    public override long MultiplyAdds =>
        _statistics.MultiplyAdds + _statistics.Count + _hidden.MultiplyAddsPerPlace + _dense.weight!.numel();

    private int MelRows => Shape.Rows - Shape.MfccRows;

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = _statistics.Forward(input.narrow(2, 0, MelRows)).reshape(-1, _statistics.Count, 1, 1);
        x = _hidden.forward(_dropout.forward(BatchNormalisation.Forward(_norm, x)));
        return _dense.forward(_dropout.forward(x).flatten(1)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public override void ScaleLogits(double factor)
    {
        using var frozen = no_grad();
        _dense.weight!.mul_(factor);
        _dense.bias!.mul_(factor);
    }

    /// <inheritdoc />
    public override ExportedLayers Export(OnnxGraph graph, OnnxValue windows, string prefix)
    {
        var x = _statistics.Export(graph, MelRows < Shape.Rows ? graph.Slice(windows, 2, 0, MelRows, prefix + "mel") : windows, prefix);
        var (scale, shift) = NetworkValues.ScaleAndShift(_norm);
        x = graph.Binary("Mul", x, graph.Weights(prefix + "norm/scale", scale, scale.Length));
        x = graph.Add(x, graph.Weights(prefix + "norm/shift", shift, shift.Length));
        x = graph.Flatten(_hidden.Export(graph, graph.Reshape(x, [0, -1, 1, 1], prefix + "maps"), prefix + "hidden"));
        var kernel = NetworkValues.Of(_dense.weight!);
        return new(graph.Gemm(
            x,
            graph.Weights(prefix + "dense/kernel", kernel, Shape.Classes, kernel.Length / Shape.Classes),
            graph.Weights(prefix + "dense/bias", NetworkValues.Of(_dense.bias!), Shape.Classes),
            transposed: true));
    }
}
