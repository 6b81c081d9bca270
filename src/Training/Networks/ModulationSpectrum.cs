using AvianVox.Training.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AvianVox.Training.Networks;

/// <summary>
/// Power of a mel band's envelope by modulation frequency: spectra of segments under a Hann window, averaged (Welch 1967).
/// </summary>
internal sealed class ModulationSpectrum
{
    /// <summary>Fewest lines of which one can stand out.</summary>
    private const int FewestLines = 3;

    private readonly int _segment;
    private readonly int _segments;
    private readonly int _step;
    private readonly int _lines;
    private readonly (int First, int Count)[] _bands;

    /// <summary>[2 lines, 1, 1, segment]: cosines, then sines, each under the window and without the segment's mean.</summary>
    private readonly float[] _waves;

    /// <summary>[bands, lines, 1, 1]: takes the mean of each band's lines.</summary>
    private readonly float[] _grouping;

    /// <summary>Prepares.</summary>
    /// <param name="segment">Frames of a segment, a multiple of 4 from 8 on; segments overlap by three quarters.</param>
    /// <param name="bands">Bands of modulation, fewer than half a segment.</param>
    /// <param name="frames">Frames of a window, at least a segment.</param>
    public ModulationSpectrum(int segment, int bands, int frames)
    {
        // Neither the mean, which was taken away, nor half the frame rate, which has no sine.
        (_segment, _lines, _step) = (segment, (segment / 2) - 1, segment / 4);
        _segments = ((frames - segment) / _step) + 1;
        _waves = Waves(segment, _lines);
        _bands = Bands(_lines, bands);
        WideBands = [.. _bands.Where(b => b.Count >= FewestLines)];
        _grouping = new float[bands * _lines];
        for (var band = 0; band < bands; band++)
        {
            _grouping.AsSpan((band * _lines) + _bands[band].First, _bands[band].Count).Fill(1f / _bands[band].Count);
        }
    }

    /// <summary>First line and number of lines of each band that is wide enough for one of its lines to stand out.</summary>
    public IReadOnlyList<(int First, int Count)> WideBands { get; }

    /// <summary>Multiply-adds for one mel band of one window.</summary>
    public long MultiplyAddsPerRow => (_waves.LongLength * _segments) + _grouping.Length;

    /// <summary>Power of each line in torch.</summary>
    /// <param name="envelope">[N, 1, rows, frames].</param>
    /// <returns>[N, lines, rows, 1]; line 0 is one cycle per segment. White noise gives each its variance.</returns>
    public Tensor Forward(Tensor envelope)
    {
        var waves = functional.conv2d(envelope, tensor(_waves, [2 * _lines, 1, 1, _segment], device: envelope.device), strides: [1, _step]);
        var power = (waves * waves).mean([3], keepdim: true);
        return power.narrow(1, 0, _lines) + power.narrow(1, _lines, _lines);
    }

    /// <summary>Mean power of each band in torch.</summary>
    /// <param name="lines">[N, lines, rows, 1].</param>
    /// <returns>[N, bands, rows, 1].</returns>
    public Tensor MeanOfBands(Tensor lines) =>
        functional.conv2d(lines, tensor(_grouping, [_bands.Length, _lines, 1, 1], device: lines.device));

    /// <summary>Power of each line in ONNX.</summary>
    /// <param name="graph">Graph.</param>
    /// <param name="envelope">[N, 1, rows, frames].</param>
    /// <param name="prefix">Begins the names of its constants.</param>
    public OnnxValue Export(OnnxGraph graph, OnnxValue envelope, string prefix)
    {
        var waves = graph.Conv(
            envelope,
            graph.Weights(prefix + "waves", _waves, 2 * _lines, 1, 1, _segment),
            null,
            new WindowOptions { Strides = [1, _step] });
        var power = graph.Reduce("ReduceMean", graph.Binary("Mul", waves, waves), [3], keep: true);
        return graph.Add(graph.Slice(power, 1, 0, _lines, prefix + "cosines"), graph.Slice(power, 1, _lines, 2 * _lines, prefix + "sines"));
    }

    /// <summary>Mean power of each band in ONNX.</summary>
    /// <param name="graph">Graph.</param>
    /// <param name="lines">[N, lines, rows, 1].</param>
    /// <param name="prefix">Begins the names of its constants.</param>
    public OnnxValue ExportMeanOfBands(OnnxGraph graph, OnnxValue lines, string prefix) =>
        graph.Conv(lines, graph.Weights(prefix + "bands", _grouping, _bands.Length, _lines, 1, 1), null);

    private static float[] Waves(int segment, int lines)
    {
        var hann = Enumerable.Range(0, segment).Select(i => 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / segment))).ToArray();
        var scale = 1 / Math.Sqrt(hann.Sum(w => w * w));
        var waves = new float[2 * lines * segment];
        for (var wave = 0; wave < 2 * lines; wave++)
        {
            var (cycles, phase) = ((wave % lines) + 1, wave < lines ? 0 : Math.PI / 2);
            var values = hann.Select((w, i) => w * Math.Cos((2 * Math.PI * cycles * i / segment) - phase)).ToArray();
            var mean = values.Average();
            for (var i = 0; i < segment; i++)
            {
                waves[(wave * segment) + i] = (float)((values[i] - mean) * scale);
            }
        }

        return waves;
    }

    private static (int First, int Count)[] Bands(int lines, int bands)
    {
        var result = new (int, int)[bands];
        var first = 1;
        for (var band = 0; band < bands; band++)
        {
            // Each band has a line of its own, and leaves one to each band that is still to come.
            var even = (int)Math.Round(Math.Pow(lines + 1, (band + 1.0) / bands));
            var next = Math.Clamp(even, first + 1, lines + 1 - (bands - 1 - band));
            result[band] = (first - 1, next - first);
            first = next;
        }

        return result;
    }
}
