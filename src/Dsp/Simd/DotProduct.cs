using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AvianVox.Dsp.Simd;

/// <summary>
/// Dot products in one fixed order of summation, so that the same values give the same bits wherever they lie.
/// Lane j sums elements j, j + w, j + 2w ... (w lanes); the lanes are added last.
/// </summary>
internal static class DotProduct
{
    /// <summary>The next whole number of vectors.</summary>
    /// <param name="length">Values.</param>
    public static int PaddedLength(int length) => (length + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

    /// <summary>Each row of a matrix times one vector.</summary>
    /// <param name="matrix">Row-major; rows as long as <paramref name="values"/>.</param>
    /// <param name="values">A whole number of vectors.</param>
    /// <param name="products">Receives one value per row.</param>
    public static void Rows(ReadOnlySpan<float> matrix, ReadOnlySpan<float> values, Span<float> products)
    {
        var length = (nuint)values.Length;
        ref var m = ref MemoryMarshal.GetReference(matrix);
        ref var v = ref MemoryMarshal.GetReference(values);
        var row = 0;
        // Four rows at a time: four independent sums hide the latency of the multiply-add.
        for (; row + 4 <= products.Length; row += 4)
        {
            ref var m0 = ref Unsafe.Add(ref m, (nuint)row * length);
            var (s0, s1, s2, s3) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
            for (nuint i = 0; i < length; i += (nuint)Vector<float>.Count)
            {
                var x = Vector.LoadUnsafe(ref v, i);
                s0 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref m0, i), x, s0);
                s1 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref m0, i + length), x, s1);
                s2 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref m0, i + (2 * length)), x, s2);
                s3 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref m0, i + (3 * length)), x, s3);
            }

            products[row] = Vector.Sum(s0);
            products[row + 1] = Vector.Sum(s1);
            products[row + 2] = Vector.Sum(s2);
            products[row + 3] = Vector.Sum(s3);
        }

        for (; row < products.Length; row++)
        {
            products[row] = Single(matrix.Slice(row * values.Length, values.Length), values);
        }
    }

    /// <summary>One dot product.</summary>
    /// <param name="a">A whole number of vectors.</param>
    /// <param name="b">As long as <paramref name="a"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Single(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        var sum = Vector<float>.Zero;
        for (nuint i = 0; i < (nuint)a.Length; i += (nuint)Vector<float>.Count)
        {
            sum = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref x, i), Vector.LoadUnsafe(ref y, i), sum);
        }

        return Vector.Sum(sum);
    }

    /// <summary>One long dot product: lane sums in four groups, so that four multiply-adds are under way at once.</summary>
    /// <param name="a">A multiple of 16 long.</param>
    /// <param name="b">As long as <paramref name="a"/>.</param>
    public static float Long(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var step = (nuint)Vector<float>.Count;
        var length = (nuint)a.Length;
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b[..a.Length]);
        var (s0, s1, s2, s3) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        nuint i = 0;
        for (; i + (4 * step) <= length; i += 4 * step)
        {
            s0 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref x, i), Vector.LoadUnsafe(ref y, i), s0);
            s1 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref x, i + step), Vector.LoadUnsafe(ref y, i + step), s1);
            s2 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref x, i + (2 * step)), Vector.LoadUnsafe(ref y, i + (2 * step)), s2);
            s3 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref x, i + (3 * step)), Vector.LoadUnsafe(ref y, i + (3 * step)), s3);
        }

        for (; i < length; i += step)
        {
            s0 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref x, i), Vector.LoadUnsafe(ref y, i), s0);
        }

        return Vector.Sum((s0 + s1) + (s2 + s3));
    }

    /// <summary>The scalar twin of <see cref="Single"/> and <see cref="Long"/>: the same products summed in rising order.</summary>
    public static float Scalar(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0f;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
