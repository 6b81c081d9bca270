using AvianVox.Training.Onnx;
using static TorchSharp.torch;

namespace AvianVox.Training.Networks;

/// <summary>The fixed first step of a network; it has no weights that training fits.</summary>
/// <remarks>
/// Windows hold scaled log mel, so that statistics of one window stand in for those of a recording, which a station never sees
/// whole.
/// </remarks>
internal sealed class InputNormaliser
{
    // Lostanlen et al. 2019, for outdoor bioacoustics, but for the root, which acts on log mel here.
    private const float PcenGain = 0.8f;
    private const float PcenBias = 10;
    private const float PcenPower = 0.25f;

    /// <summary>Frames over which a band's past fades to 1/e.</summary>
    private const double PcenFrames = 17;

    private readonly InputNorm _norm;
    private readonly int _frames;
    private readonly float _range;
    private readonly float[] _smoothing;

    /// <summary>Prepares.</summary>
    /// <param name="norm">What is done.</param>
    /// <param name="frames">Frames of a window.</param>
    /// <param name="range">How far below the window's highest value the lowest may be, in the units of the input; 0: any. Before
    /// the norm.</param>
    public InputNormaliser(InputNorm norm, int frames, double range = 0)
    {
        _norm = norm;
        _frames = frames;
        _range = (float)range;
        _smoothing = norm == InputNorm.Pcen ? Smoothing(frames) : [];
    }

    /// <summary>Channels that come out.</summary>
    public int Channels => _norm == InputNorm.WindowAndBand ? 2 : 1;

    /// <summary>In torch.</summary>
    /// <param name="x">[N, 1, rows, frames].</param>
    /// <returns>[N, channels, rows, frames].</returns>
    public Tensor Forward(Tensor x)
    {
        x = _range > 0 ? maximum(x, x.amax([2, 3], keepdim: true) - _range) : x;
        switch (_norm)
        {
            case InputNorm.Window:
                return x - x.mean([2, 3], keepdim: true);
            case InputNorm.Band:
                return x - x.mean([3], keepdim: true);
            case InputNorm.WindowAndBand:
                return cat([x - x.mean([2, 3], keepdim: true), x - x.mean([3], keepdim: true)], 1);
            case InputNorm.Pcen:
                var level = (x - x.mean([2, 3], keepdim: true)).exp();
                var past = level.matmul(tensor(_smoothing, [_frames, _frames], device: x.device));
                return ((level * past.pow(-PcenGain)) + PcenBias).pow(PcenPower) - MathF.Pow(PcenBias, PcenPower);
            default:
                return x;
        }
    }

    /// <summary>In ONNX.</summary>
    /// <param name="graph">Graph.</param>
    /// <param name="x">[N, 1, rows, frames].</param>
    /// <param name="prefix">Begins the names of its constants.</param>
    public OnnxValue Export(OnnxGraph graph, OnnxValue x, string prefix)
    {
        x = _range > 0
            ? graph.Binary(
                "Max",
                x,
                graph.Binary("Sub", graph.Reduce("ReduceMax", x, [2, 3], keep: true), graph.Weights(prefix + "range", [_range], 1)))
            : x;
        OnnxValue Less(IReadOnlyList<int> axes) => graph.Binary("Sub", x, graph.Reduce("ReduceMean", x, axes, keep: true));
        OnnxValue Number(string name, float value) => graph.Weights($"{prefix}pcen/{name}", [value], 1);
        switch (_norm)
        {
            case InputNorm.Window:
                return Less([2, 3]);
            case InputNorm.Band:
                return Less([3]);
            case InputNorm.WindowAndBand:
                return graph.Concat([Less([2, 3]), Less([3])], 1);
            case InputNorm.Pcen:
                var level = graph.Unary("Exp", Less([2, 3]));
                var past = graph.MatMul(level, graph.Weights(prefix + "pcen/smoothing", _smoothing, _frames, _frames));
                var relative = graph.Binary("Mul", level, graph.Binary("Pow", past, Number("gain", -PcenGain)));
                var root = graph.Binary("Pow", graph.Add(relative, Number("bias", PcenBias)), Number("power", PcenPower));
                return graph.Binary("Sub", root, Number("offset", MathF.Pow(PcenBias, PcenPower)));
            default:
                return x;
        }
    }

    /// <summary>First-order smoothing along time as a matrix: column t holds the weights of frames 0 to t, which sum to 1.</summary>
    private static float[] Smoothing(int frames)
    {
        var share = 1 - Math.Exp(-1 / PcenFrames);
        var matrix = new float[frames * frames];
        for (var t = 0; t < frames; t++)
        {
            for (var past = 0; past <= t; past++)
            {
                var weight = Math.Pow(1 - share, t - past) * (past == 0 ? 1 : share);
                matrix[(past * frames) + t] = (float)weight;
            }
        }

        return matrix;
    }
}
