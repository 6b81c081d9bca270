using AvianVox.Training.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AvianVox.Training.Networks;

/// <summary>A network of <see cref="ConvolutionalDesign"/> in torch, and its twin in ONNX.</summary>
internal sealed class ConvolutionalNetwork : AcousticNetwork
{
    private readonly ConvolutionalDesign _design;
    private readonly InputNormaliser _normaliser;
    private readonly ConvolutionBlock[] _blocks;
    private readonly NormedConvolution[] _branch;
    private readonly Conv2d? _attention;
    private readonly Dropout _dropout;
    private readonly Linear _dense;

    /// <summary>Builds a network, its weights drawn from torch's current seed.</summary>
    /// <param name="shape">What goes in and comes out.</param>
    /// <param name="design">How it is built.</param>
    public ConvolutionalNetwork(NetworkShape shape, ConvolutionalDesign design)
        : base("convolutional", shape)
    {
        _design = design;
        _normaliser = new InputNormaliser(design.Norm, shape.Frames / design.Pool[1], design.Range);
        _blocks = [.. design.Filters.Select((filters, i) => i == 0
            ? new ConvolutionBlock(BlockKind.Plain, _normaliser.Channels, filters, 2)
            : new ConvolutionBlock(design.Block, design.Filters[i - 1], filters, 1))];
        _branch = HasBranch ? [new(shape.MfccRows, design.MfccFilters, 3, 2), new(design.MfccFilters, design.MfccFilters, 3, 2)] : [];
        _attention = design.Pooling == TimePooling.Attention ? Conv2d(design.Filters[^1], 1, 1) : null;
        _dropout = Dropout(design.Dropout);
        _dense = Linear(design.Filters[^1] + (HasBranch ? design.MfccFilters : 0), shape.Classes);
        for (var i = 0; i < _blocks.Length; i++)
        {
            register_module($"block{i}", _blocks[i]);
        }

        for (var i = 0; i < _branch.Length; i++)
        {
            register_module($"mfcc{i}", _branch[i]);
        }

        if (_attention is not null)
        {
            register_module("attention", _attention);
        }

        register_module("dropout", _dropout);
        register_module("dense", _dense);
    }

    /// <inheritdoc />
    public override long MultiplyAdds
    {
        get
        {
            var total = 0L;
            var (rows, frames) = SizeOfMaps((block, outRows, outFrames) => total += block.MultiplyAdds(outRows, outFrames));

            var (length, branch) = (Shape.Frames, 0L);
            foreach (var convolution in _branch)
            {
                length = convolution.Behind(length);
                branch += convolution.MultiplyAddsPerPlace * length;
            }

            return total + branch + ((long)_design.Filters[^1] * Shape.Classes * (1 + (_design.Activations ? rows * frames : 0)));
        }
    }

    private bool HasBranch => _design.MfccFilters > 0 && Shape.MfccRows > 0;

    private bool IsReduced => _design.Pool.Any(length => length > 1);

    private int MelRows => HasBranch ? Shape.Rows - Shape.MfccRows : Shape.Rows;

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = HasBranch ? input.narrow(2, 0, MelRows) : input;
        x = _normaliser.Forward(IsReduced ? functional.avg_pool2d(x, [_design.Pool[0], _design.Pool[1]]) : x);
        for (var i = 0; i < _blocks.Length; i++)
        {
            x = _blocks[i].forward(i == 1 ? ChannelsLast(x) : x);
            x = IsPooled(i) ? functional.max_pool2d(x, 2) : x;
        }

        x = x.mean([2], keepdim: true);
        x = _design.Pooling switch
        {
            TimePooling.Mean => x.mean([2, 3]),
            TimePooling.MeanAndMax => x.mean([2, 3]) + x.amax([2, 3]),
            _ => (x * functional.softmax(_attention!.forward(x), 3)).sum([2, 3]),
        };
        if (HasBranch)
        {
            var mfcc = input.narrow(2, MelRows, Shape.MfccRows).permute(0, 2, 1, 3);
            x = cat([x, _branch.Aggregate(mfcc, (value, convolution) => convolution.forward(value)).mean([2, 3])], 1);
        }

        return _dense.forward(_dropout.forward(x)).MoveToOuterDisposeScope();
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
        var x = HasBranch ? graph.Slice(windows, 2, 0, MelRows, prefix + "mel") : windows;
        x = _normaliser.Export(graph, IsReduced ? graph.AveragePool(x, _design.Pool[0], _design.Pool[1]) : x, prefix);
        for (var i = 0; i < _blocks.Length; i++)
        {
            x = _blocks[i].Export(graph, x, $"{prefix}block{i}");
            x = IsPooled(i) ? graph.MaxPool(x, 2, 2) : x;
        }

        var maps = x;
        var pooled = ExportPooling(graph, graph.Reduce("ReduceMean", maps, [2], keep: true), prefix);
        if (HasBranch)
        {
            var mfcc = graph.Transpose(graph.Slice(windows, 2, MelRows, Shape.Rows, prefix + "mfcc"), [0, 2, 1, 3]);
            for (var i = 0; i < _branch.Length; i++)
            {
                mfcc = _branch[i].Export(graph, mfcc, $"{prefix}mfcc{i}");
            }

            pooled = graph.Concat([pooled, graph.Reduce("ReduceMean", mfcc, [2, 3])], 1);
        }

        var (kernel, bias) = (NetworkValues.Of(_dense.weight!), NetworkValues.Of(_dense.bias!));
        var logits = graph.Gemm(
            pooled,
            graph.Weights(prefix + "dense/kernel", kernel, Shape.Classes, kernel.Length / Shape.Classes),
            graph.Weights(prefix + "dense/bias", bias, Shape.Classes),
            transposed: true);
        return new(logits, _design.Activations ? ExportActivations(graph, maps, kernel, prefix) : null);
    }

    /// <summary>Class activation maps (Zhou et al. 2016): the dense layer at each place of the last maps, before pooling.</summary>
    private (OnnxValue Value, int Rows, int Frames) ExportActivations(OnnxGraph graph, OnnxValue maps, float[] kernel, string prefix)
    {
        var channels = _design.Filters[^1];
        var each = kernel.Length / Shape.Classes;
        var own = Enumerable.Range(0, Shape.Classes).SelectMany(c => kernel.Skip(c * each).Take(channels)).ToArray();
        var (rows, frames) = SizeOfMaps();
        return (graph.Conv(maps, graph.Weights(prefix + "activations/kernel", own, Shape.Classes, channels, 1, 1), null), rows, frames);
    }

    private OnnxValue ExportPooling(OnnxGraph graph, OnnxValue x, string prefix)
    {
        switch (_design.Pooling)
        {
            case TimePooling.Mean:
                return graph.Reduce("ReduceMean", x, [2, 3]);
            case TimePooling.MeanAndMax:
                return graph.Add(graph.Reduce("ReduceMean", x, [2, 3]), graph.Reduce("ReduceMax", x, [2, 3]));
            default:
                var weights = graph.Weights(
                    prefix + "attention/kernel", NetworkValues.Of(_attention!.weight!), 1, _design.Filters[^1], 1, 1);
                var attention = graph.Softmax(
                    graph.Conv(x, weights, graph.Weights(prefix + "attention/bias", NetworkValues.Of(_attention.bias!), 1)), 3);
                // Opset 17 has no ReduceSum with the axes as an attribute: the mean times the length is the same.
                return graph.Binary(
                    "Mul",
                    graph.Reduce("ReduceMean", graph.Binary("Mul", x, attention), [2, 3]),
                    graph.Weights(prefix + "attention/length", [SizeOfMaps().Frames], 1));
        }
    }

    /// <summary>
    /// The same values with the channels of one place side by side in memory. All later layers keep it so, and torch's
    /// convolutions on a processor take it as it is, where they would copy each map to and fro: a step takes a quarter less time.
    /// </summary>
    private static Tensor ChannelsLast(Tensor maps) => maps.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    /// <summary>Rows and frames of the last maps.</summary>
    /// <param name="visit">Told each block, and the rows and frames behind it and before its pooling.</param>
    private (int Rows, int Frames) SizeOfMaps(Action<ConvolutionBlock, int, int>? visit = null)
    {
        var (rows, frames) = (MelRows / _design.Pool[0], Shape.Frames / _design.Pool[1]);
        for (var i = 0; i < _blocks.Length; i++)
        {
            (rows, frames) = (_blocks[i].Behind(rows), _blocks[i].Behind(frames));
            visit?.Invoke(_blocks[i], rows, frames);
            (rows, frames) = IsPooled(i) ? (rows / 2, frames / 2) : (rows, frames);
        }

        return (rows, frames);
    }

    private bool IsPooled(int block) => block > 0 && block < _blocks.Length - 1;
}
