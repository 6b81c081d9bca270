using System.Numerics;
using System.Runtime.InteropServices;

namespace AvianVox.Training.Networks;

/// <summary>
/// The network's first block for training: convolution 3x3 of one channel, max-pooling 3x3, ReLU and dropout in one pass,
/// and the gradients of its weights.
/// </summary>
/// <remarks>
/// In torch this block takes more time than the rest of the network together: its 64 maps of 126 x 126 go through
/// memory several times. Here a map never exists: three of its rows are computed, reduced to one pooled row, and
/// forgotten; of each pool only the place of the maximum is kept for the way back. On ties the first place in
/// reading order gets the gradient. What dropout sets to zero, and what ReLU does, gets none.
/// </remarks>
internal sealed class FirstBlock
{
    /// <summary>Side of kernel and pool.</summary>
    private const int Side = 3;

    private const int Taps = Side * Side;

    /// <summary>Steps that the share of dropout is rounded to: 16 bits decide about one value.</summary>
    private const uint DropoutSteps = 1 << 16;

    private readonly int _rows;
    private readonly int _frames;
    private readonly int _filters;
    private readonly int _pooledRows;
    private readonly int _pooledFrames;

    /// <summary>Windows of the last forward pass.</summary>
    private float[] _input = [];

    /// <summary>Output of the last forward pass.</summary>
    private float[] _output = [];

    /// <summary>What dropout multiplied what it kept by.</summary>
    private float _kept = 1;

    /// <summary>Place of each maximum in its pool, 0 to 8 in reading order.</summary>
    private byte[] _places = [];

    /// <summary>Plans the block.</summary>
    /// <param name="rows">Rows of a window, at least 5.</param>
    /// <param name="frames">Frames of a window, at least 5.</param>
    /// <param name="filters">Number of filters.</param>
    public FirstBlock(int rows, int frames, int filters)
    {
        _rows = rows;
        _frames = frames;
        _filters = filters;
        _pooledRows = (rows - Side + 1) / Side;
        _pooledFrames = (frames - Side + 1) / Side;
    }

    /// <summary>Whether a network's first block is of this shape: kernel 3x3, pool 3x3.</summary>
    /// <param name="design">How the network is built.</param>
    public static bool Fits(StudyDesign design) => design.Kernel is [Side, Side] && design.Pool(0) == (Side, Side);

    /// <summary>Rows and frames of a pooled map.</summary>
    public (int Rows, int Frames) PooledShape => (_pooledRows, _pooledFrames);

    /// <summary>Forward pass.</summary>
    /// <param name="windows">[N, rows, frames]; kept by reference until the way back.</param>
    /// <param name="kernel">[filters, 3, 3].</param>
    /// <param name="bias">[filters].</param>
    /// <param name="dropout">Share of the output that is set to zero, the rest being made larger by as much; 0 to below 1.</param>
    /// <param name="seed">Decides what is.</param>
    /// <returns>[N, filters, pooled rows, pooled frames]; valid until the next call.</returns>
    public float[] Forward(float[] windows, float[] kernel, float[] bias, double dropout = 0, long seed = 0)
    {
        var count = windows.Length / (_rows * _frames);
        var values = count * _filters * _pooledRows * _pooledFrames;
        _input = windows;
        if (_output.Length != values)
        {
            _output = new float[values];
            _places = new byte[values];
        }

        var dropped = (uint)Math.Round(dropout * DropoutSteps);
        _kept = DropoutSteps / (float)(DropoutSteps - dropped);
        Parallel.For(0, count, Options, window =>
        {
            ForwardWindow(window, kernel, bias);
            if (dropped > 0)
            {
                Drop(_output.AsSpan(window * (values / count), values / count), dropped, ((ulong)seed * 0x9E3779B97F4A7C15) + (ulong)window);
            }
        });
        return _output;
    }

    /// <summary>Way back: gradients of the weights. Those of the input are needed by no one.</summary>
    /// <param name="gradient">Of the output, [N, filters, pooled rows, pooled frames].</param>
    /// <param name="kernelGradient">Receives [filters, 3, 3].</param>
    /// <param name="biasGradient">Receives [filters].</param>
    public void Backward(float[] gradient, float[] kernelGradient, float[] biasGradient) =>
        Parallel.For(0, _filters, Options, filter => BackwardFilter(filter, gradient, kernelGradient.AsSpan(filter * Taps, Taps), ref biasGradient[filter]));

    private static ParallelOptions Options => new() { MaxDegreeOfParallelism = TorchSharp.torch.get_num_threads() };

    private void ForwardWindow(int window, float[] kernel, float[] bias)
    {
        // The last vector of a row may reach beyond it; the pads keep it within the buffers.
        var width = Vector<float>.Count;
        var steps = (_frames - Side + 1 + width - 1) / width;
        var padded = new float[(_rows * _frames) + width + Side];
        _input.AsSpan(window * _rows * _frames, _rows * _frames).CopyTo(padded);
        var highest = new float[steps * width];
        var highestRow = new int[steps * width];
        for (var filter = 0; filter < _filters; filter++)
        {
            var taps = kernel.AsSpan(filter * Taps, Taps);
            for (var row = 0; row < _pooledRows; row++)
            {
                HighestOfThreeRows(padded, row * Side, taps, highest, highestRow, steps);
                var at = ((((window * _filters) + filter) * _pooledRows) + row) * _pooledFrames;
                PoolAlongRow(highest, highestRow, bias[filter], _output.AsSpan(at, _pooledFrames), _places.AsSpan(at, _pooledFrames));
            }
        }
    }

    /// <summary>Convolves three neighbouring rows and keeps, per frame, the highest value and the row it is in.</summary>
    private void HighestOfThreeRows(float[] input, int firstRow, ReadOnlySpan<float> taps, float[] highest, int[] highestRow, int steps)
    {
        var (k0, k1, k2) = (new Vector<float>(taps[0]), new Vector<float>(taps[1]), new Vector<float>(taps[2]));
        var (k3, k4, k5) = (new Vector<float>(taps[3]), new Vector<float>(taps[4]), new Vector<float>(taps[5]));
        var (k6, k7, k8) = (new Vector<float>(taps[6]), new Vector<float>(taps[7]), new Vector<float>(taps[8]));
        ref var start = ref MemoryMarshal.GetArrayDataReference(input);
        for (var step = 0; step < steps; step++)
        {
            var column = step * Vector<float>.Count;
            var best = Vector<float>.Zero;
            var bestRow = Vector<int>.Zero;
            for (var row = 0; row < Side; row++)
            {
                var at = ((firstRow + row) * _frames) + column;
                var sum = RowOf(ref start, at, k0 * Load(ref start, at), k1, k2);
                at += _frames;
                sum = RowOf(ref start, at, Vector.FusedMultiplyAdd(k3, Load(ref start, at), sum), k4, k5);
                at += _frames;
                sum = RowOf(ref start, at, Vector.FusedMultiplyAdd(k6, Load(ref start, at), sum), k7, k8);
                if (row == 0)
                {
                    best = sum;
                    continue;
                }

                var higher = Vector.GreaterThan(sum, best);
                best = Vector.ConditionalSelect(higher, sum, best);
                bestRow = Vector.ConditionalSelect(higher, new Vector<int>(row), bestRow);
            }

            best.CopyTo(highest, column);
            bestRow.CopyTo(highestRow, column);
        }
    }

    /// <summary>The other two taps of a row of the kernel, added to the first.</summary>
    private static Vector<float> RowOf(ref float start, int at, Vector<float> first, Vector<float> second, Vector<float> third) =>
        Vector.FusedMultiplyAdd(third, Load(ref start, at + 2), Vector.FusedMultiplyAdd(second, Load(ref start, at + 1), first));

    private static Vector<float> Load(ref float start, int at) => Vector.LoadUnsafe(ref start, (nuint)at);

    private static void PoolAlongRow(float[] highest, int[] highestRow, float bias, Span<float> output, Span<byte> places)
    {
        for (var i = 0; i < output.Length; i++)
        {
            var best = Side * i;
            for (var k = best + 1; k < (Side * i) + Side; k++)
            {
                if (highest[k] > highest[best] || (highest[k] == highest[best] && highestRow[k] < highestRow[best]))
                {
                    best = k;
                }
            }

            output[i] = Math.Max(0, highest[best] + bias);
            places[i] = (byte)((highestRow[best] * Side) + best - (Side * i));
        }
    }

    /// <summary>Dropout. Torch's own takes an eighth of the network's whole step: it draws a double for each value.</summary>
    private void Drop(Span<float> output, uint dropped, ulong state)
    {
        var bits = 0ul;
        for (var i = 0; i < output.Length; i++)
        {
            if (i % 4 == 0)
            {
                // SplitMix64 (Steele, Lea and Flood 2014).
                state += 0x9E3779B97F4A7C15;
                bits = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
                bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
                bits ^= bits >> 31;
            }

            output[i] = (uint)(bits & 0xFFFF) < dropped ? 0 : output[i] * _kept;
            bits >>= 16;
        }
    }

    private void BackwardFilter(int filter, float[] gradient, Span<float> kernelGradient, ref float biasGradient)
    {
        Span<double> kernelSum = stackalloc double[Taps];
        var biasSum = 0.0;
        var map = _pooledRows * _pooledFrames;
        var count = _input.Length / (_rows * _frames);
        for (var window = 0; window < count; window++)
        {
            // Four lanes, of which three are used: one load per row of the kernel.
            var (row0, row1, row2) = (Vector4.Zero, Vector4.Zero, Vector4.Zero);
            var sum = 0f;
            var input = _input.AsSpan(window * _rows * _frames, _rows * _frames);
            var at = ((window * _filters) + filter) * map;
            for (var row = 0; row < _pooledRows; row++)
            {
                for (var column = 0; column < _pooledFrames; column++, at++)
                {
                    var g = gradient[at];
                    if (g == 0 || _output[at] <= 0)
                    {
                        continue;
                    }

                    var place = _places[at];
                    var corner = (((row * Side) + (place / Side)) * _frames) + (column * Side) + (place % Side);
                    g *= _kept;
                    sum += g;
                    row0 += g * Three(input, corner);
                    row1 += g * Three(input, corner + _frames);
                    row2 += g * Three(input, corner + (2 * _frames));
                }
            }

            biasSum += sum;
            ReadOnlySpan<Vector4> sums = [row0, row1, row2];
            for (var k = 0; k < Taps; k++)
            {
                kernelSum[k] += sums[k / Side][k % Side];
            }
        }

        for (var k = 0; k < Taps; k++)
        {
            kernelGradient[k] = (float)kernelSum[k];
        }

        biasGradient = (float)biasSum;
    }

    private static Vector4 Three(ReadOnlySpan<float> input, int at) => new(input[at], input[at + 1], input[at + 2], 0);
}
