using AvianVox.Training.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AvianVox.Training.Networks;

/// <summary>
/// The fixed first step of a <see cref="TextureNetwork"/>. No statistic changes with gain, and none but the mean level with a filter, as
/// long as nothing falls under the front end's floor.
/// </summary>
/// <remarks>
/// A band's envelope is the exponential of its scaled log mel, over the mean of that over the window. The highest bands that make
/// no whole group are left out of beats and correlations.
/// </remarks>
internal sealed class TextureStatistics
{
    /// <summary>Added to variances and powers: an envelope that moves by a hundredth of its mean is as good as still.</summary>
    private const float Floor = 1e-4f;

    /// <summary>Added to fourth moments: a still envelope then has the kurtosis of noise, and no value that stands apart.</summary>
    private const float FloorOfFourth = 3 * Floor * Floor;

    private readonly TextureDesign _design;
    private readonly int _rows;
    private readonly int _frames;
    private readonly int _groups;

    /// <summary>Places of each pair of groups in the row-major matrix of all correlations.</summary>
    private readonly long[] _pairs;

    private readonly ModulationSpectrum _modulation;

    /// <summary>Prepares.</summary>
    /// <param name="design">How.</param>
    /// <param name="rows">Mel bands.</param>
    /// <param name="frames">Frames of a window.</param>
    public TextureStatistics(TextureDesign design, int rows, int frames)
    {
        (_design, _rows, _frames, _groups) = (design, rows, frames, rows / design.BandGroup);
        _pairs =
        [
            .. Enumerable.Range(0, _groups).SelectMany(a => Enumerable.Range(a + 1, _groups - a - 1).Select(b => (a * (long)_groups) + b)),
        ];
        _modulation = new ModulationSpectrum(design.Segment, design.ModulationBands, frames);
    }

    /// <summary>Number of statistics.</summary>
    public int Count => (_rows * (3 + _design.ModulationBands)) + (_groups * _modulation.WideBands.Count) + _pairs.Length;

    /// <summary>Multiply-adds for one window, but for those of values taken one by one.</summary>
    public long MultiplyAdds => (_modulation.MultiplyAddsPerRow * _rows) + ((long)_groups * _groups * _frames);

    /// <summary>In torch.</summary>
    /// <param name="x">[N, 1, rows, frames], scaled log mel.</param>
    /// <returns>[N, count].</returns>
    public Tensor Forward(Tensor x)
    {
        var level = x.mean([3], keepdim: true);
        var envelope = ((x - x.amax([3], keepdim: true)) * (float)_design.Compression).exp();
        envelope = (envelope / envelope.mean([3], keepdim: true)) - 1;

        var square = envelope * envelope;
        var variance = square.mean([3], keepdim: true) + Floor;
        var skewness = (square * envelope).mean([3], keepdim: true) / (variance * variance.sqrt());
        var kurtosis = ((square * square).mean([3], keepdim: true) + FloorOfFourth) / (variance * variance);

        var lines = _modulation.Forward(envelope);
        var bands = _modulation.MeanOfBands(lines);
        var groups = functional.avg_pool2d(lines, [_design.BandGroup, 1]);
        var beats = _modulation.WideBands.Select(band =>
        {
            var own = groups.narrow(1, band.First, band.Count);
            return (own.amax([1], keepdim: true) + Floor).log() - (own.mean([1], keepdim: true) + Floor).log();
        });

        var together = functional.avg_pool2d(envelope, [_design.BandGroup, 1]);
        together /= ((together * together).mean([3], keepdim: true) + Floor).sqrt();
        var correlations = (together.matmul(together.transpose(2, 3)) / _frames)
            .flatten(1)
            .index_select(1, tensor(_pairs, device: x.device));

        Tensor[] all = [level - level.mean([2], keepdim: true), skewness, kurtosis.log(), (bands + Floor).log(), .. beats, correlations];
        return cat([.. all.Select(statistic => statistic.flatten(1))], 1);
    }

    /// <summary>In ONNX.</summary>
    /// <param name="graph">Graph.</param>
    /// <param name="x">[N, 1, rows, frames], scaled log mel.</param>
    /// <param name="prefix">Begins the names of its constants.</param>
    /// <returns>[N, count].</returns>
    public OnnxValue Export(OnnxGraph graph, OnnxValue x, string prefix)
    {
        var floor = graph.Weights(prefix + "floor", [Floor], 1);
        OnnxValue Mean(OnnxValue value, int axis) => graph.Reduce("ReduceMean", value, [axis], keep: true);
        OnnxValue Product(OnnxValue left, OnnxValue right) => graph.Binary("Mul", left, right);
        OnnxValue Log(OnnxValue value) => graph.Unary("Log", graph.Add(value, floor));

        var level = Mean(x, 3);
        var envelope = graph.Unary(
            "Exp",
            Product(
                graph.Binary("Sub", x, graph.Reduce("ReduceMax", x, [3], keep: true)),
                graph.Weights(prefix + "compression", [(float)_design.Compression], 1)));
        envelope = graph.Binary("Sub", graph.Binary("Div", envelope, Mean(envelope, 3)), graph.Weights(prefix + "one", [1], 1));

        var square = Product(envelope, envelope);
        var variance = graph.Add(Mean(square, 3), floor);
        var skewness = graph.Binary("Div", Mean(Product(square, envelope), 3), Product(variance, graph.Unary("Sqrt", variance)));
        var kurtosis = graph.Binary(
            "Div",
            graph.Add(Mean(Product(square, square), 3), graph.Weights(prefix + "floorOfFourth", [FloorOfFourth], 1)),
            Product(variance, variance));

        var lines = _modulation.Export(graph, envelope, prefix);
        var bands = _modulation.ExportMeanOfBands(graph, lines, prefix);
        var groups = graph.AveragePool(lines, _design.BandGroup, 1);
        var beats = _modulation.WideBands.Select(band =>
        {
            var own = graph.Slice(groups, 1, band.First, band.First + band.Count, $"{prefix}beat{band.First}");
            return graph.Binary("Sub", Log(graph.Reduce("ReduceMax", own, [1], keep: true)), Log(Mean(own, 1)));
        });

        var together = graph.AveragePool(envelope, _design.BandGroup, 1);
        together = graph.Binary("Div", together, graph.Unary("Sqrt", graph.Add(Mean(Product(together, together), 3), floor)));
        var matrix = graph.Binary(
            "Div", graph.MatMul(together, graph.Transpose(together, [0, 1, 3, 2])), graph.Weights(prefix + "frames", [_frames], 1));
        var correlations = graph.Gather(graph.Flatten(matrix), 1, _pairs, prefix + "pairs");

        OnnxValue[] all =
        [
            graph.Binary("Sub", level, Mean(level, 2)), skewness, graph.Unary("Log", kurtosis), Log(bands), .. beats, correlations,
        ];
        return graph.Concat([.. all.Select(statistic => graph.Flatten(statistic))], 1);
    }
}
