using System.Numerics;

namespace AvianVox.Dsp.Fourier;

/// <summary>
/// Passes and twiddle factors of a complex Stockham FFT: radix 4, with one last pass of radix 2 where the length is
/// no power of four. The autosort order needs no bit reversal: each pass reads one buffer and writes the other.
/// </summary>
/// <typeparam name="T">Precision of the twiddle factors.</typeparam>
internal sealed class StockhamPlan<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    /// <summary>Plans a transform.</summary>
    /// <param name="length">Complex points; a power of two, at least 2.</param>
    public StockhamPlan(int length)
    {
        Length = length;
        var passes = new List<StockhamPass<T>>();
        for (int n = length, stride = 1; n >= 4; n /= 4, stride *= 4)
        {
            passes.Add(new StockhamPass<T>(n / 4, stride));
        }

        Passes = [.. passes];
        EndsWithRadix2 = int.Log2(length) % 2 == 1;
    }

    /// <summary>Complex points.</summary>
    public int Length { get; }

    /// <summary>The radix-4 passes in order; strides 1, 4, 16 ...</summary>
    public StockhamPass<T>[] Passes { get; }

    /// <summary>Whether a pass of radix 2 without twiddles follows.</summary>
    public bool EndsWithRadix2 { get; }
}
