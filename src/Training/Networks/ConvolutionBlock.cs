using AvianVox.Training.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AvianVox.Training.Networks;

/// <summary>One block of a convolutional network, its pooling not included.</summary>
internal sealed class ConvolutionBlock : Module<Tensor, Tensor>
{
    private readonly NormedConvolution[] _way;
    private readonly NormedConvolution? _past;
    private readonly bool _residual;

    /// <summary>Builds it.</summary>
    /// <param name="kind">What it is made of.</param>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="stride">Stride of its first convolution.</param>
    public ConvolutionBlock(BlockKind kind, int inputs, int outputs, int stride)
        : base("block")
    {
        _residual = kind == BlockKind.Residual;
        _way = kind switch
        {
            BlockKind.Plain => [new(inputs, outputs, 3, stride)],
            BlockKind.Residual => [new(inputs, outputs, 3, stride), new(outputs, outputs, 3, relu: false)],
            BlockKind.Depthwise => [new(inputs, inputs, 3, stride, inputs), new(inputs, outputs, 1)],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "is no kind of block"),
        };
        _past = _residual && (inputs != outputs || stride != 1) ? new NormedConvolution(inputs, outputs, 1, stride, relu: false) : null;
        for (var i = 0; i < _way.Length; i++)
        {
            register_module($"way{i}", _way[i]);
        }

        if (_past is not null)
        {
            register_module("past", _past);
        }
    }

    /// <summary>Length along an axis behind it.</summary>
    /// <param name="length">Length before it.</param>
    public int Behind(int length) => _way[0].Behind(length);

    /// <summary>Multiply-adds for one window.</summary>
    /// <param name="rows">Rows behind it.</param>
    /// <param name="frames">Frames behind it.</param>
    public long MultiplyAdds(int rows, int frames) =>
        (_way.Sum(c => c.MultiplyAddsPerPlace) + (_past?.MultiplyAddsPerPlace ?? 0)) * rows * frames;

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = _way.Aggregate(input, (value, convolution) => convolution.forward(value));
        return (_residual ? (x + (_past is null ? input : _past.forward(input))).relu_() : x).MoveToOuterDisposeScope();
    }

    /// <summary>Adds it to a graph.</summary>
    /// <param name="graph">Graph.</param>
    /// <param name="input">[N, inputs, H, W].</param>
    /// <param name="name">Begins the names of its weights.</param>
    public OnnxValue Export(OnnxGraph graph, OnnxValue input, string name)
    {
        var x = input;
        for (var i = 0; i < _way.Length; i++)
        {
            x = _way[i].Export(graph, x, $"{name}/way{i}");
        }

        return _residual ? graph.Relu(graph.Add(x, _past is null ? input : _past.Export(graph, input, name + "/past"))) : x;
    }
}
