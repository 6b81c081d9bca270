using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AvianVox.Dsp.Simd;

namespace AvianVox.Dsp.Fourier;

/// <summary>
/// The passes of <see cref="ScalarPasses"/> on vectors. Real and imaginary parts lie in arrays of their own, so that
/// lanes never mix in a complex product; only the first pass has to move lanes.
/// </summary>
internal static class VectorPasses
{
    /// <summary>Complex points from which on every pass fills its vectors.</summary>
    public const int MinLength = 64;

    /// <summary>
    /// The pass of stride 1, straight from the samples (even: real, odd: imaginary). Lanes are four neighbouring
    /// groups p..p+3; output 4p+k of each group is lane-major, hence the transpose at the store.
    /// </summary>
    public static void First(StockhamPass<float> pass, ReadOnlySpan<float> samples, Span<float> toRe, Span<float> toIm)
    {
        var groups = (nuint)pass.Groups;
        ref var x = ref MemoryMarshal.GetReference(samples);
        ref var w = ref MemoryMarshal.GetArrayDataReference(pass.Twiddles);
        ref var outRe = ref MemoryMarshal.GetReference(toRe);
        ref var outIm = ref MemoryMarshal.GetReference(toIm);
        for (nuint p = 0; p < groups; p += 4)
        {
            var (aRe, aIm) = LoadPairs(ref x, 2 * p);
            var (bRe, bIm) = LoadPairs(ref x, 2 * (p + groups));
            var (cRe, cIm) = LoadPairs(ref x, 2 * (p + (2 * groups)));
            var (dRe, dIm) = LoadPairs(ref x, 2 * (p + (3 * groups)));
            var (sumRe, sumIm) = (aRe + cRe, aIm + cIm);
            var (difRe, difIm) = (aRe - cRe, aIm - cIm);
            var (oddRe, oddIm) = (bRe + dRe, bIm + dIm);
            var (altRe, altIm) = (bRe - dRe, bIm - dIm);
            var (y1Re, y1Im) = Turn(difRe + altIm, difIm - altRe, Vector128.LoadUnsafe(ref w, p), Vector128.LoadUnsafe(ref w, groups + p));
            var (y2Re, y2Im) = Turn(sumRe - oddRe, sumIm - oddIm, Vector128.LoadUnsafe(ref w, (2 * groups) + p),
                Vector128.LoadUnsafe(ref w, (3 * groups) + p));
            var (y3Re, y3Im) = Turn(difRe - altIm, difIm + altRe, Vector128.LoadUnsafe(ref w, (4 * groups) + p),
                Vector128.LoadUnsafe(ref w, (5 * groups) + p));
            Lanes.StoreTransposed(sumRe + oddRe, y1Re, y2Re, y3Re, ref outRe, 4 * p);
            Lanes.StoreTransposed(sumIm + oddIm, y1Im, y2Im, y3Im, ref outIm, 4 * p);
        }
    }

    /// <summary>The pass of stride 4. Lanes are the four butterflies that share their twiddles.</summary>
    public static void Second(StockhamPass<float> pass, ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> toRe, Span<float> toIm)
    {
        var groups = (nuint)pass.Groups;
        var quarter = 4 * groups;
        ref var xRe = ref MemoryMarshal.GetReference(re);
        ref var xIm = ref MemoryMarshal.GetReference(im);
        ref var yRe = ref MemoryMarshal.GetReference(toRe);
        ref var yIm = ref MemoryMarshal.GetReference(toIm);
        ref var w = ref MemoryMarshal.GetArrayDataReference(pass.Twiddles);
        for (nuint p = 0; p < groups; p++)
        {
            var from = 4 * p;
            var to = 16 * p;
            var (aRe, aIm) = (Vector128.LoadUnsafe(ref xRe, from), Vector128.LoadUnsafe(ref xIm, from));
            var (bRe, bIm) = (Vector128.LoadUnsafe(ref xRe, from + quarter), Vector128.LoadUnsafe(ref xIm, from + quarter));
            var (cRe, cIm) = (Vector128.LoadUnsafe(ref xRe, from + (2 * quarter)), Vector128.LoadUnsafe(ref xIm, from + (2 * quarter)));
            var (dRe, dIm) = (Vector128.LoadUnsafe(ref xRe, from + (3 * quarter)), Vector128.LoadUnsafe(ref xIm, from + (3 * quarter)));
            var (sumRe, sumIm) = (aRe + cRe, aIm + cIm);
            var (difRe, difIm) = (aRe - cRe, aIm - cIm);
            var (oddRe, oddIm) = (bRe + dRe, bIm + dIm);
            var (altRe, altIm) = (bRe - dRe, bIm - dIm);
            (sumRe + oddRe).StoreUnsafe(ref yRe, to);
            (sumIm + oddIm).StoreUnsafe(ref yIm, to);
            var (y1Re, y1Im) = Turn(difRe + altIm, difIm - altRe, Spread(ref w, p), Spread(ref w, groups + p));
            y1Re.StoreUnsafe(ref yRe, to + 4);
            y1Im.StoreUnsafe(ref yIm, to + 4);
            var (y2Re, y2Im) = Turn(sumRe - oddRe, sumIm - oddIm, Spread(ref w, (2 * groups) + p), Spread(ref w, (3 * groups) + p));
            y2Re.StoreUnsafe(ref yRe, to + 8);
            y2Im.StoreUnsafe(ref yIm, to + 8);
            var (y3Re, y3Im) = Turn(difRe - altIm, difIm + altRe, Spread(ref w, (4 * groups) + p), Spread(ref w, (5 * groups) + p));
            y3Re.StoreUnsafe(ref yRe, to + 12);
            y3Im.StoreUnsafe(ref yIm, to + 12);
        }
    }

    /// <summary>
    /// A pass of stride 16 or more. Lanes are butterflies that share their twiddles, as many as the machine's vector holds.
    /// </summary>
    public static void Later(StockhamPass<float> pass, ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> toRe, Span<float> toIm)
    {
        var stride = (nuint)pass.Stride;
        var quarter = (nuint)pass.Groups * stride;
        ref var xRe = ref MemoryMarshal.GetReference(re);
        ref var xIm = ref MemoryMarshal.GetReference(im);
        ref var yRe = ref MemoryMarshal.GetReference(toRe);
        ref var yIm = ref MemoryMarshal.GetReference(toIm);
        ReadOnlySpan<float> w = pass.Twiddles;
        for (var p = 0; p < pass.Groups; p++)
        {
            var (w1Re, w1Im) = (new Vector<float>(w[p]), new Vector<float>(w[pass.Groups + p]));
            var (w2Re, w2Im) = (new Vector<float>(w[(2 * pass.Groups) + p]), new Vector<float>(w[(3 * pass.Groups) + p]));
            var (w3Re, w3Im) = (new Vector<float>(w[(4 * pass.Groups) + p]), new Vector<float>(w[(5 * pass.Groups) + p]));
            var from = (nuint)p * stride;
            var to = 4 * from;
            for (var end = from + stride; from < end; from += (nuint)Vector<float>.Count, to += (nuint)Vector<float>.Count)
            {
                var (aRe, aIm) = (Vector.LoadUnsafe(ref xRe, from), Vector.LoadUnsafe(ref xIm, from));
                var (bRe, bIm) = (Vector.LoadUnsafe(ref xRe, from + quarter), Vector.LoadUnsafe(ref xIm, from + quarter));
                var (cRe, cIm) = (Vector.LoadUnsafe(ref xRe, from + (2 * quarter)), Vector.LoadUnsafe(ref xIm, from + (2 * quarter)));
                var (dRe, dIm) = (Vector.LoadUnsafe(ref xRe, from + (3 * quarter)), Vector.LoadUnsafe(ref xIm, from + (3 * quarter)));
                var (sumRe, sumIm) = (aRe + cRe, aIm + cIm);
                var (difRe, difIm) = (aRe - cRe, aIm - cIm);
                var (oddRe, oddIm) = (bRe + dRe, bIm + dIm);
                var (altRe, altIm) = (bRe - dRe, bIm - dIm);
                (sumRe + oddRe).StoreUnsafe(ref yRe, to);
                (sumIm + oddIm).StoreUnsafe(ref yIm, to);
                var (y1Re, y1Im) = Turn(difRe + altIm, difIm - altRe, w1Re, w1Im);
                y1Re.StoreUnsafe(ref yRe, to + stride);
                y1Im.StoreUnsafe(ref yIm, to + stride);
                var (y2Re, y2Im) = Turn(sumRe - oddRe, sumIm - oddIm, w2Re, w2Im);
                y2Re.StoreUnsafe(ref yRe, to + (2 * stride));
                y2Im.StoreUnsafe(ref yIm, to + (2 * stride));
                var (y3Re, y3Im) = Turn(difRe - altIm, difIm + altRe, w3Re, w3Im);
                y3Re.StoreUnsafe(ref yRe, to + (3 * stride));
                y3Im.StoreUnsafe(ref yIm, to + (3 * stride));
            }
        }
    }

    /// <summary><see cref="ScalarPasses.Radix2"/> on vectors.</summary>
    public static void Radix2(ReadOnlySpan<float> from, Span<float> to)
    {
        var half = (nuint)from.Length / 2;
        ref var x = ref MemoryMarshal.GetReference(from);
        ref var y = ref MemoryMarshal.GetReference(to);
        for (nuint i = 0; i < half; i += (nuint)Vector<float>.Count)
        {
            var (a, b) = (Vector.LoadUnsafe(ref x, i), Vector.LoadUnsafe(ref x, i + half));
            (a + b).StoreUnsafe(ref y, i);
            (a - b).StoreUnsafe(ref y, i + half);
        }
    }

    /// <summary>
    /// <see cref="ScalarPasses.SplitPower"/> on vectors from bin 1 on. Lanes are bins k..k+3; their mirror bins
    /// M-k-3..M-k come in falling order and are reversed on load and on store.
    /// </summary>
    /// <returns>The first bin not done.</returns>
    public static int SplitPower(
        ReadOnlySpan<float> re,
        ReadOnlySpan<float> im,
        ReadOnlySpan<float> cos,
        ReadOnlySpan<float> sin,
        Span<float> power)
    {
        ref var zRe = ref MemoryMarshal.GetReference(re);
        ref var zIm = ref MemoryMarshal.GetReference(im);
        ref var c = ref MemoryMarshal.GetReference(cos);
        ref var s = ref MemoryMarshal.GetReference(sin);
        ref var y = ref MemoryMarshal.GetReference(power);
        var quarter = Vector128.Create(0.25f);
        var length = (nuint)re.Length;
        nuint k = 1;
        for (; k + 3 < length / 2; k += 4)
        {
            var mirror = length - k - 3;
            var (evenRe, evenIm, oddRe, oddIm) = Split(ref zRe, ref zIm, ref c, ref s, k, mirror);
            var (nearRe, nearIm) = (evenRe + oddRe, evenIm + oddIm);
            var (farRe, farIm) = (evenRe - oddRe, evenIm - oddIm);
            (quarter * Vector128.MultiplyAddEstimate(nearRe, nearRe, nearIm * nearIm)).StoreUnsafe(ref y, k);
            Lanes.Reverse(quarter * Vector128.MultiplyAddEstimate(farRe, farRe, farIm * farIm)).StoreUnsafe(ref y, mirror);
        }

        return (int)k;
    }

    /// <summary><see cref="ScalarPasses.SplitSpectrum"/> on vectors; lanes as in <see cref="SplitPower"/>.</summary>
    /// <returns>The first bin not done.</returns>
    public static int SplitSpectrum(
        ReadOnlySpan<float> re,
        ReadOnlySpan<float> im,
        ReadOnlySpan<float> cos,
        ReadOnlySpan<float> sin,
        Span<float> toRe,
        Span<float> toIm)
    {
        ref var zRe = ref MemoryMarshal.GetReference(re);
        ref var zIm = ref MemoryMarshal.GetReference(im);
        ref var c = ref MemoryMarshal.GetReference(cos);
        ref var s = ref MemoryMarshal.GetReference(sin);
        ref var yRe = ref MemoryMarshal.GetReference(toRe);
        ref var yIm = ref MemoryMarshal.GetReference(toIm);
        var half = Vector128.Create(0.5f);
        var length = (nuint)re.Length;
        nuint k = 1;
        for (; k + 3 < length / 2; k += 4)
        {
            var mirror = length - k - 3;
            var (evenRe, evenIm, oddRe, oddIm) = Split(ref zRe, ref zIm, ref c, ref s, k, mirror);
            (half * (evenRe + oddRe)).StoreUnsafe(ref yRe, k);
            (half * (evenIm + oddIm)).StoreUnsafe(ref yIm, k);
            Lanes.Reverse(half * (evenRe - oddRe)).StoreUnsafe(ref yRe, mirror);
            Lanes.Reverse(half * (oddIm - evenIm)).StoreUnsafe(ref yIm, mirror);
        }

        return (int)k;
    }

    /// <summary>Twice the spectra of even and odd samples, as in <see cref="ScalarPasses"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> EvenRe, Vector128<float> EvenIm, Vector128<float> OddRe, Vector128<float> OddIm) Split(
        ref float zRe, ref float zIm, ref float cos, ref float sin, nuint k, nuint mirror)
    {
        var (re0, im0) = (Vector128.LoadUnsafe(ref zRe, k), Vector128.LoadUnsafe(ref zIm, k));
        var (re1, im1) = (Lanes.Reverse(Vector128.LoadUnsafe(ref zRe, mirror)), Lanes.Reverse(Vector128.LoadUnsafe(ref zIm, mirror)));
        var (difRe, difIm) = (re0 - re1, im0 + im1);
        var (cosK, sinK) = (Vector128.LoadUnsafe(ref cos, k), Vector128.LoadUnsafe(ref sin, k));
        return (re0 + re1, im0 - im1, (cosK * difIm) - (sinK * difRe), -(cosK * difRe) - (sinK * difIm));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Re, Vector128<float> Im) LoadPairs(ref float x, nuint at)
    {
        var (low, high) = (Vector128.LoadUnsafe(ref x, at), Vector128.LoadUnsafe(ref x, at + 4));
        return (Lanes.Even(low, high), Lanes.Odd(low, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Spread(ref float w, nuint at) => Vector128.Create(Unsafe.Add(ref w, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Re, Vector128<float> Im) Turn(
        Vector128<float> re,
        Vector128<float> im,
        Vector128<float> cos,
        Vector128<float> sin) =>
        (Vector128.MultiplyAddEstimate(re, cos, -(im * sin)), Vector128.MultiplyAddEstimate(re, sin, im * cos));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> Re, Vector<float> Im) Turn(Vector<float> re, Vector<float> im, Vector<float> cos, Vector<float> sin) =>
        (Vector.MultiplyAddEstimate(re, cos, -(im * sin)), Vector.MultiplyAddEstimate(re, sin, im * cos));
}
