using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AvianVox.Training.Torch;
using static TorchSharp.torch;

namespace AvianVox.Training.Networks;

/// <summary>
/// The network's first block for training: convolution 3x3 of one channel, max-pooling 3x3, ReLU and dropout in one pass,
/// and the gradients of its weights.
/// </summary>
/// <remarks>
/// In torch this block takes more time than the rest of the network together: its 64 maps of 126 x 126 go through
/// memory several times. Here a map never exists: for each pool its nine values are computed for as many filters as a
/// vector holds, and only the highest of them and its place are kept. On ties the first place in reading order gets the
/// gradient. What dropout sets to zero, and what ReLU does, gets none.
/// </remarks>
internal sealed class FirstBlock
{
    /// <summary>Side of kernel and pool.</summary>
    private const int Side = 3;

    private const int Taps = Side * Side;

    /// <summary>The place of an output that gets no gradient.</summary>
    private const int Nowhere = -1;

    private readonly int _rows;
    private readonly int _frames;
    private readonly int _filters;
    private readonly int _paddedFilters;
    private readonly int _pooledRows;
    private readonly int _pooledFrames;

    /// <summary>Windows of the last forward pass.</summary>
    private float[] _input = [];

    /// <summary>What dropout multiplied what it kept by.</summary>
    private float _kept = 1;

    /// <summary>Place of each maximum in its pool, 0 to 8 in reading order; [N, pooled rows, pooled frames, padded filters].</summary>
    private int[] _places = [];

    /// <summary>Plans the block.</summary>
    /// <param name="rows">Rows of a window, at least 5.</param>
    /// <param name="frames">Frames of a window, at least 5.</param>
    /// <param name="filters">Number of filters.</param>
    public FirstBlock(int rows, int frames, int filters)
    {
        _rows = rows;
        _frames = frames;
        _filters = filters;
        _paddedFilters = (filters + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        _pooledRows = (rows - Side + 1) / Side;
        _pooledFrames = (frames - Side + 1) / Side;
    }

    /// <summary>Whether a network's first block is of this shape: kernel 3x3, pool 3x3.</summary>
    /// <param name="design">How the network is built.</param>
    public static bool Fits(StudyDesign design) => design.Kernel is [Side, Side] && design.Pool(0) == (Side, Side);

    private int Pools => _pooledRows * _pooledFrames;

    /// <summary>Forward pass.</summary>
    /// <param name="windows">[N, rows, frames]; kept by reference until the way back.</param>
    /// <param name="kernel">[filters, 3, 3].</param>
    /// <param name="bias">[filters].</param>
    /// <param name="dropout">Share of the output that is set to zero, the rest being made larger by as much; 0 to below 1.</param>
    /// <param name="seed">Decides what is.</param>
    /// <returns>
    /// [N, filters, pooled rows, pooled frames], the channels of one place side by side in memory, as the next convolution gives
    /// them back.
    /// </returns>
    public Tensor Forward(float[] windows, float[] kernel, float[] bias, double dropout = 0, long seed = 0)
    {
        var count = windows.Length / (_rows * _frames);
        _input = windows;
        if (_places.Length != count * Pools * _paddedFilters)
        {
            _places = new int[count * Pools * _paddedFilters];
        }

        // A share of 1 would not fit; dropout is below it.
        var dropped = (uint)Math.Round(dropout * (1L << 32));
        _kept = (float)(1 / (1 - dropout));
        var (taps, biases) = (ByTap(kernel), Padded(bias));
        var output = empty(count, _pooledRows, _pooledFrames, _filters);
        Parallel.For(0, count, TorchRuntime.Parallel, window =>
        {
            var values = NetworkValues.Span(output).Slice(window * Pools * _filters, Pools * _filters);
            ForwardWindow(window, taps, biases, values, dropped, unchecked((uint)seed ^ (uint)(seed >> 32)));
        });
        return output.permute(0, 3, 1, 2);
    }

    /// <summary>Way back: gradients of the weights. Those of the input are needed by no one.</summary>
    /// <param name="gradient">Of the output, of its shape; quickest in its layout.</param>
    /// <param name="kernelGradient">Receives [filters, 3, 3].</param>
    /// <param name="biasGradient">Receives [filters].</param>
    public void Backward(Tensor gradient, float[] kernelGradient, float[] biasGradient)
    {
        using var last = gradient.permute(0, 2, 3, 1);
        using var values = last.contiguous();
        var count = _input.Length / (_rows * _frames);

        // Each window's sums by themselves, added in the order of the windows: the same whatever the threads do.
        var sums = new float[count][];
        Parallel.For(
            0,
            count,
            TorchRuntime.Parallel,
            window => sums[window] = BackwardWindow(window, NetworkValues.Span(values).Slice(window * Pools * _filters, Pools * _filters)));
        for (var filter = 0; filter < _filters; filter++)
        {
            for (var tap = 0; tap < Taps; tap++)
            {
                kernelGradient[(filter * Taps) + tap] = (float)sums.Sum(s => (double)s[(tap * _paddedFilters) + filter]);
            }

            biasGradient[filter] = (float)sums.Sum(s => (double)s[(Taps * _paddedFilters) + filter]);
        }
    }

    private void ForwardWindow(int window, float[] taps, float[] bias, Span<float> output, uint dropped, uint seed)
    {
        var width = Vector<float>.Count;
        ref var input = ref _input[window * _rows * _frames];
        var kept = new Vector<float>(dropped > 0 ? _kept : 1);
        for (var row = 0; row < _pooledRows; row++)
        {
            for (var filter = 0; filter < _paddedFilters; filter += width)
            {
                var kernel = new Kernel(taps, filter, _paddedFilters);
                var offset = new Vector<float>(bias, filter);
                for (var column = 0; column < _pooledFrames; column++)
                {
                    var pool = (row * _pooledFrames) + column;
                    var (value, place) = Highest(in kernel, ref Unsafe.Add(ref input, (((row * _frames) + column) * Side)));
                    value = (value + offset) * kept;
                    var at = (((window * Pools) + pool) * _paddedFilters) + filter;
                    var passes = Vector.GreaterThan(value, Vector<float>.Zero);
                    if (dropped > 0)
                    {
                        passes &= Vector.AsVectorInt32(
                            Vector.GreaterThanOrEqual(
                                Hash(new Vector<uint>((uint)at) + Vector<uint>.Indices, seed),
                                new Vector<uint>(dropped)));
                    }

                    Vector.ConditionalSelect(passes, place, new Vector<int>(Nowhere)).CopyTo(_places, at);
                    Store(
                        Vector.ConditionalSelect(passes, value, Vector<float>.Zero),
                        output.Slice((pool * _filters) + filter, Math.Min(width, _filters - filter)));
                }
            }
        }
    }

    /// <summary>The highest of the nine values of a pool, and its place.</summary>
    /// <param name="kernel">Taps.</param>
    /// <param name="corner">The first of the 5 x 5 values that the pool depends on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector<float> Value, Vector<int> Place) Highest(in Kernel kernel, ref float corner)
    {
        var best = Convolve(in kernel, ref corner);
        var place = Vector<int>.Zero;
        for (var i = 1; i < Taps; i++)
        {
            var value = Convolve(in kernel, ref Unsafe.Add(ref corner, ((i / Side) * _frames) + (i % Side)));
            var higher = Vector.GreaterThan(value, best);
            best = Vector.ConditionalSelect(higher, value, best);
            place = Vector.ConditionalSelect(higher, new Vector<int>(i), place);
        }

        return (best, place);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<float> Convolve(in Kernel kernel, ref float corner)
    {
        ref var second = ref Unsafe.Add(ref corner, _frames);
        ref var third = ref Unsafe.Add(ref second, _frames);
        var sum = kernel.K0 * new Vector<float>(corner);
        sum = Vector.FusedMultiplyAdd(kernel.K1, new Vector<float>(Unsafe.Add(ref corner, 1)), sum);
        sum = Vector.FusedMultiplyAdd(kernel.K2, new Vector<float>(Unsafe.Add(ref corner, 2)), sum);
        sum = Vector.FusedMultiplyAdd(kernel.K3, new Vector<float>(second), sum);
        sum = Vector.FusedMultiplyAdd(kernel.K4, new Vector<float>(Unsafe.Add(ref second, 1)), sum);
        sum = Vector.FusedMultiplyAdd(kernel.K5, new Vector<float>(Unsafe.Add(ref second, 2)), sum);
        sum = Vector.FusedMultiplyAdd(kernel.K6, new Vector<float>(third), sum);
        sum = Vector.FusedMultiplyAdd(kernel.K7, new Vector<float>(Unsafe.Add(ref third, 1)), sum);
        return Vector.FusedMultiplyAdd(kernel.K8, new Vector<float>(Unsafe.Add(ref third, 2)), sum);
    }

    /// <summary>
    /// A number for each counter that looks drawn: the finaliser "lowbias32" of Wellons's hash-prospector. Torch's own dropout
    /// draws a double for each value, which takes an eighth of the network's whole step.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Hash(Vector<uint> counter, uint seed)
    {
        var x = counter ^ new Vector<uint>(seed);
        x ^= x >>> 16;
        x *= new Vector<uint>(0x7FEB352D);
        x ^= x >>> 15;
        x *= new Vector<uint>(0x846CA68B);
        return x ^ (x >>> 16);
    }

    /// <summary>Gradients of taps and bias for one window, [10, padded filters].</summary>
    private float[] BackwardWindow(int window, ReadOnlySpan<float> gradient)
    {
        var width = Vector<float>.Count;
        var sums = new float[(Taps + 1) * _paddedFilters];
        ref var input = ref _input[window * _rows * _frames];
        var kept = new Vector<float>(_kept);
        for (var row = 0; row < _pooledRows; row++)
        {
            for (var filter = 0; filter < _paddedFilters; filter += width)
            {
                // Nine sums and their gradient stay in registers along a row.
                var kernel = new Kernel(sums, filter, _paddedFilters);
                var bias = new Vector<float>(sums, (Taps * _paddedFilters) + filter);
                for (var column = 0; column < _pooledFrames; column++)
                {
                    var pool = (row * _pooledFrames) + column;
                    var given = Load(gradient.Slice((pool * _filters) + filter, Math.Min(width, _filters - filter)));
                    var place = new Vector<int>(_places, (((window * Pools) + pool) * _paddedFilters) + filter);
                    var passed = Vector.ConditionalSelect(
                        Vector.GreaterThan(place, new Vector<int>(Nowhere)), kept * given, Vector<float>.Zero);
                    bias += passed;
                    ref var corner = ref Unsafe.Add(ref input, ((row * _frames) + column) * Side);
                    for (var i = 0; i < Taps; i++)
                    {
                        var own = Vector.ConditionalSelect(Vector.Equals(place, new Vector<int>(i)), passed, Vector<float>.Zero);
                        Accumulate(ref kernel, own, ref Unsafe.Add(ref corner, ((i / Side) * _frames) + (i % Side)));
                    }
                }

                kernel.CopyTo(sums, filter, _paddedFilters);
                bias.CopyTo(sums, (Taps * _paddedFilters) + filter);
            }
        }

        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Accumulate(ref Kernel kernel, Vector<float> gradient, ref float corner)
    {
        ref var second = ref Unsafe.Add(ref corner, _frames);
        ref var third = ref Unsafe.Add(ref second, _frames);
        kernel.K0 = Vector.FusedMultiplyAdd(gradient, new Vector<float>(corner), kernel.K0);
        kernel.K1 = Vector.FusedMultiplyAdd(gradient, new Vector<float>(Unsafe.Add(ref corner, 1)), kernel.K1);
        kernel.K2 = Vector.FusedMultiplyAdd(gradient, new Vector<float>(Unsafe.Add(ref corner, 2)), kernel.K2);
        kernel.K3 = Vector.FusedMultiplyAdd(gradient, new Vector<float>(second), kernel.K3);
        kernel.K4 = Vector.FusedMultiplyAdd(gradient, new Vector<float>(Unsafe.Add(ref second, 1)), kernel.K4);
        kernel.K5 = Vector.FusedMultiplyAdd(gradient, new Vector<float>(Unsafe.Add(ref second, 2)), kernel.K5);
        kernel.K6 = Vector.FusedMultiplyAdd(gradient, new Vector<float>(third), kernel.K6);
        kernel.K7 = Vector.FusedMultiplyAdd(gradient, new Vector<float>(Unsafe.Add(ref third, 1)), kernel.K7);
        kernel.K8 = Vector.FusedMultiplyAdd(gradient, new Vector<float>(Unsafe.Add(ref third, 2)), kernel.K8);
    }

    /// <summary>A vector of fewer values than it holds is filled up with 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Load(ReadOnlySpan<float> values)
    {
        if (values.Length >= Vector<float>.Count)
        {
            return new Vector<float>(values);
        }

        var whole = Vector<float>.Zero;
        for (var i = 0; i < values.Length; i++)
        {
            whole = Vector.WithElement(whole, i, values[i]);
        }

        return whole;
    }

    /// <summary>What the target has no room for is left away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector<float> values, Span<float> target)
    {
        if (target.Length >= Vector<float>.Count)
        {
            values.CopyTo(target);
            return;
        }

        for (var i = 0; i < target.Length; i++)
        {
            target[i] = values[i];
        }
    }

    /// <summary>[filters, taps] as [taps, padded filters].</summary>
    private float[] ByTap(float[] kernel)
    {
        var taps = new float[Taps * _paddedFilters];
        for (var i = 0; i < kernel.Length; i++)
        {
            taps[((i % Taps) * _paddedFilters) + (i / Taps)] = kernel[i];
        }

        return taps;
    }

    private float[] Padded(float[] bias)
    {
        var padded = new float[_paddedFilters];
        bias.CopyTo(padded, 0);
        return padded;
    }

    /// <summary>The nine taps of as many filters as a vector holds.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Kernel(float[] taps, int filter, int stride)
    {
        public Vector<float> K0 = new(taps, filter);
        public Vector<float> K1 = new(taps, filter + stride);
        public Vector<float> K2 = new(taps, filter + (2 * stride));
        public Vector<float> K3 = new(taps, filter + (3 * stride));
        public Vector<float> K4 = new(taps, filter + (4 * stride));
        public Vector<float> K5 = new(taps, filter + (5 * stride));
        public Vector<float> K6 = new(taps, filter + (6 * stride));
        public Vector<float> K7 = new(taps, filter + (7 * stride));
        public Vector<float> K8 = new(taps, filter + (8 * stride));

        public readonly void CopyTo(float[] taps, int filter, int stride)
        {
            K0.CopyTo(taps, filter);
            K1.CopyTo(taps, filter + stride);
            K2.CopyTo(taps, filter + (2 * stride));
            K3.CopyTo(taps, filter + (3 * stride));
            K4.CopyTo(taps, filter + (4 * stride));
            K5.CopyTo(taps, filter + (5 * stride));
            K6.CopyTo(taps, filter + (6 * stride));
            K7.CopyTo(taps, filter + (7 * stride));
            K8.CopyTo(taps, filter + (8 * stride));
        }
    }
}
