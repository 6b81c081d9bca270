using System.Numerics;
using System.Runtime.InteropServices;

namespace AvianVox.Dsp.Simd;

/// <summary>Element by element arithmetic over spans of equal length that are a whole number of vectors long.</summary>
internal static class Elementwise
{
    /// <summary>product[i] = a[i] b[i].</summary>
    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> product)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        ref var z = ref MemoryMarshal.GetReference(product);
        for (nuint i = 0; i < (nuint)product.Length; i += (nuint)Vector<float>.Count)
        {
            (Vector.LoadUnsafe(ref x, i) * Vector.LoadUnsafe(ref y, i)).StoreUnsafe(ref z, i);
        }
    }

    /// <summary>clamped[i] = max(values[i], floor).</summary>
    public static void Floor(ReadOnlySpan<float> values, float floor, Span<float> clamped)
    {
        ref var x = ref MemoryMarshal.GetReference(values);
        ref var z = ref MemoryMarshal.GetReference(clamped);
        var least = new Vector<float>(floor);
        for (nuint i = 0; i < (nuint)clamped.Length; i += (nuint)Vector<float>.Count)
        {
            Vector.Max(Vector.LoadUnsafe(ref x, i), least).StoreUnsafe(ref z, i);
        }
    }

    /// <summary>Smallest and largest value; any length from 1.</summary>
    public static (float Lowest, float Highest) Range(ReadOnlySpan<float> values)
    {
        var (lowest, highest) = (values[0], values[0]);
        var at = 0;
        if (values.Length >= Vector<float>.Count)
        {
            var (low, high) = (new Vector<float>(values), new Vector<float>(values));
            for (at = Vector<float>.Count; at + Vector<float>.Count <= values.Length; at += Vector<float>.Count)
            {
                var next = new Vector<float>(values[at..]);
                (low, high) = (Vector.Min(low, next), Vector.Max(high, next));
            }

            for (var lane = 0; lane < Vector<float>.Count; lane++)
            {
                (lowest, highest) = (Math.Min(lowest, low[lane]), Math.Max(highest, high[lane]));
            }
        }

        for (; at < values.Length; at++)
        {
            (lowest, highest) = (Math.Min(lowest, values[at]), Math.Max(highest, values[at]));
        }

        return (lowest, highest);
    }
}
