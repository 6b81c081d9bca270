using AvianVox.Dsp.Simd;

namespace AvianVox.Dsp.Fourier;

/// <summary>The first coefficients of the orthonormal DCT-II, as a dense product. Allocates nothing after construction.</summary>
/// <remarks>y[k] = s(k) Σ x[n] cos(π k (2n + 1) / 2N), s(0) = sqrt(1/N), s(k) = sqrt(2/N): scipy.fft.dct(norm="ortho").</remarks>
public sealed class CosineTransform
{
    /// <summary>Coefficient-major matrix; rows padded with zeros to whole vectors.</summary>
    private readonly float[] _matrix;

    /// <summary>Length of a padded row.</summary>
    private readonly int _rowLength;

    /// <summary>Plans a transform.</summary>
    /// <param name="length">Values in, N; at least 1.</param>
    /// <param name="count">Coefficients out, from 0; 0 to <paramref name="length"/>.</param>
    public CosineTransform(int length, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, length);
        Length = length;
        Count = count;
        _rowLength = DotProduct.PaddedLength(length);
        _matrix = new float[count * _rowLength];
        for (var k = 0; k < count; k++)
        {
            var scale = Math.Sqrt((k == 0 ? 1.0 : 2.0) / length);
            for (var n = 0; n < length; n++)
            {
                _matrix[(k * _rowLength) + n] = (float)(scale * Math.Cos(Math.PI * k * ((2 * n) + 1) / (2.0 * length)));
            }
        }
    }

    /// <summary>Values in.</summary>
    public int Length { get; }

    /// <summary>Coefficients out.</summary>
    public int Count { get; }

    /// <summary>Length of the input of <see cref="TransformPadded"/>.</summary>
    internal int PaddedLength => _rowLength;

    /// <summary>One value of the matrix.</summary>
    /// <param name="coefficient">Row; below <see cref="Count"/>.</param>
    /// <param name="index">Column; below <see cref="Length"/>.</param>
    public float this[int coefficient, int index] => _matrix.AsSpan(coefficient * _rowLength, Length)[index];

    /// <summary>
    /// Computes the coefficients of values that lie in a buffer padded with anything finite to <see cref="PaddedLength"/>.
    /// </summary>
    /// <param name="values">Length <see cref="PaddedLength"/>.</param>
    /// <param name="coefficients">Receives <see cref="Count"/> values.</param>
    internal void TransformPadded(ReadOnlySpan<float> values, Span<float> coefficients) =>
        DotProduct.Rows(_matrix, values[.._rowLength], coefficients[..Count]);
}
