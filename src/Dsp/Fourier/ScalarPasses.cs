using System.Numerics;

namespace AvianVox.Dsp.Fourier;

/// <summary>
/// The passes of a real FFT in plain scalar code: for short lengths, the twin the vector code is tested against, and in double the
/// reference.
/// </summary>
internal static class ScalarPasses
{
    /// <summary>Takes even samples as real and odd ones as imaginary parts.</summary>
    public static void Unzip<T>(ReadOnlySpan<T> samples, Span<T> re, Span<T> im)
        where T : IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < re.Length; i++)
        {
            re[i] = samples[2 * i];
            im[i] = samples[(2 * i) + 1];
        }
    }

    /// <summary>One radix-4 pass from (re, im) to (toRe, toIm).</summary>
    public static void Radix4<T>(StockhamPass<T> pass, ReadOnlySpan<T> re, ReadOnlySpan<T> im, Span<T> toRe, Span<T> toIm)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var groups = pass.Groups;
        var stride = pass.Stride;
        var quarter = groups * stride;
        ReadOnlySpan<T> w = pass.Twiddles;
        for (var p = 0; p < groups; p++)
        {
            for (var q = 0; q < stride; q++)
            {
                var from = (p * stride) + q;
                var to = (4 * p * stride) + q;
                var (sumRe, sumIm) = (re[from] + re[from + (2 * quarter)], im[from] + im[from + (2 * quarter)]);
                var (difRe, difIm) = (re[from] - re[from + (2 * quarter)], im[from] - im[from + (2 * quarter)]);
                var (oddRe, oddIm) = (re[from + quarter] + re[from + (3 * quarter)], im[from + quarter] + im[from + (3 * quarter)]);
                var (altRe, altIm) = (re[from + quarter] - re[from + (3 * quarter)], im[from + quarter] - im[from + (3 * quarter)]);
                (toRe[to], toIm[to]) = (sumRe + oddRe, sumIm + oddIm);
                Turn(difRe + altIm, difIm - altRe, w[p], w[groups + p], out toRe[to + stride], out toIm[to + stride]);
                Turn(sumRe - oddRe, sumIm - oddIm, w[(2 * groups) + p], w[(3 * groups) + p], out toRe[to + (2 * stride)],
                    out toIm[to + (2 * stride)]);
                Turn(difRe - altIm, difIm + altRe, w[(4 * groups) + p], w[(5 * groups) + p], out toRe[to + (3 * stride)],
                    out toIm[to + (3 * stride)]);
            }
        }
    }

    /// <summary>The last pass of a length that is no power of four: sums and differences of the two halves.</summary>
    public static void Radix2<T>(ReadOnlySpan<T> from, Span<T> to)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var half = from.Length / 2;
        for (var i = 0; i < half; i++)
        {
            to[i] = from[i] + from[i + half];
            to[i + half] = from[i] - from[i + half];
        }
    }

    /// <summary>Squared magnitudes of the real transform's bins first to last (inclusive), and of their mirror bins.</summary>
    /// <param name="re">Real part of the half-length complex transform Z.</param>
    /// <param name="im">Its imaginary part.</param>
    /// <param name="cos">cos(2πk/N).</param>
    /// <param name="sin">sin(2πk/N).</param>
    /// <param name="first">First bin; at least 1.</param>
    /// <param name="last">Last bin; at most half of the complex length.</param>
    /// <param name="power">Receives the values.</param>
    public static void SplitPower<T>(
        ReadOnlySpan<T> re,
        ReadOnlySpan<T> im,
        ReadOnlySpan<T> cos,
        ReadOnlySpan<T> sin,
        int first,
        int last,
        Span<T> power)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var quarter = T.CreateTruncating(0.25);
        for (var k = first; k <= last; k++)
        {
            var mirror = re.Length - k;
            Split(re[k], im[k], re[mirror], im[mirror], cos[k], sin[k], out var evenRe, out var evenIm, out var oddRe, out var oddIm);
            power[k] = quarter * (((evenRe + oddRe) * (evenRe + oddRe)) + ((evenIm + oddIm) * (evenIm + oddIm)));
            power[mirror] = quarter * (((evenRe - oddRe) * (evenRe - oddRe)) + ((evenIm - oddIm) * (evenIm - oddIm)));
        }
    }

    /// <summary>
    /// The real transform's bins first to last (inclusive) and their mirror bins; parameters as for <see cref="SplitPower"/>.
    /// </summary>
    public static void SplitSpectrum<T>(
        ReadOnlySpan<T> re,
        ReadOnlySpan<T> im,
        ReadOnlySpan<T> cos,
        ReadOnlySpan<T> sin,
        int first,
        int last,
        Span<T> toRe,
        Span<T> toIm)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var half = T.CreateTruncating(0.5);
        for (var k = first; k <= last; k++)
        {
            var mirror = re.Length - k;
            Split(re[k], im[k], re[mirror], im[mirror], cos[k], sin[k], out var evenRe, out var evenIm, out var oddRe, out var oddIm);
            toRe[k] = half * (evenRe + oddRe);
            toIm[k] = half * (evenIm + oddIm);
            toRe[mirror] = half * (evenRe - oddRe);
            toIm[mirror] = half * (oddIm - evenIm);
        }
    }

    /// <summary>
    /// Z packs even samples as real and odd ones as imaginary parts, so that 2E = Z[k] + conj Z[M-k] and
    /// 2O = -i exp(-2πik/N) (Z[k] - conj Z[M-k]); the real transform is X[k] = E + O, X[M-k] = conj(E - O).
    /// </summary>
    private static void Split<T>(T re, T im, T mirrorRe, T mirrorIm, T cos, T sin, out T evenRe, out T evenIm, out T oddRe, out T oddIm)
        where T : IBinaryFloatingPointIeee754<T>
    {
        evenRe = re + mirrorRe;
        evenIm = im - mirrorIm;
        var difRe = re - mirrorRe;
        var difIm = im + mirrorIm;
        oddRe = (cos * difIm) - (sin * difRe);
        oddIm = -(cos * difRe) - (sin * difIm);
    }

    private static void Turn<T>(T re, T im, T cos, T sin, out T toRe, out T toIm)
        where T : IBinaryFloatingPointIeee754<T>
    {
        toRe = (re * cos) - (im * sin);
        toIm = (re * sin) + (im * cos);
    }
}
