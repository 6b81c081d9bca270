using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AvianVox.Training.Windows;

/// <summary>Levels of samples.</summary>
/// <remarks>
/// Every window that is drawn for training passes here half a dozen times, beside a network that is fitted on the same
/// cores. Eight samples at a time: sums are kept in eight lanes of double precision on every machine, so that they come
/// out the same whatever vectors it has.
/// </remarks>
internal static class Level
{
    /// <summary>Root mean square.</summary>
    /// <param name="samples">At least one sample.</param>
    public static float Rms(ReadOnlySpan<float> samples)
    {
        ref var first = ref MemoryMarshal.GetReference(samples);
        var (low, high) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var at = 0;
        for (; at <= samples.Length - Vector256<float>.Count; at += Vector256<float>.Count)
        {
            AddSquares(Vector256.LoadUnsafe(ref first, (nuint)at), ref low, ref high);
        }

        var sum = Vector256.Sum(low + high);
        for (; at < samples.Length; at++)
        {
            sum += (double)samples[at] * samples[at];
        }

        return (float)Math.Sqrt(sum / samples.Length);
    }

    /// <summary>Root mean square of the differences between neighbours: a level that low rumble adds little to.</summary>
    /// <param name="samples">At least two samples.</param>
    public static float DifferenceRms(ReadOnlySpan<float> samples)
    {
        ref var first = ref MemoryMarshal.GetReference(samples);
        var (low, high) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var at = 1;
        for (; at <= samples.Length - Vector256<float>.Count; at += Vector256<float>.Count)
        {
            AddSquares(Vector256.LoadUnsafe(ref first, (nuint)at) - Vector256.LoadUnsafe(ref first, (nuint)at - 1), ref low, ref high);
        }

        var sum = Vector256.Sum(low + high);
        for (; at < samples.Length; at++)
        {
            var difference = samples[at] - samples[at - 1];
            sum += (double)difference * difference;
        }

        return (float)Math.Sqrt(sum / (samples.Length - 1));
    }

    /// <summary>Multiplies samples in place.</summary>
    /// <param name="samples">Samples.</param>
    /// <param name="factor">Factor.</param>
    public static void Scale(Span<float> samples, float factor)
    {
        ref var first = ref MemoryMarshal.GetReference(samples);
        var at = 0;
        for (; at <= samples.Length - Vector256<float>.Count; at += Vector256<float>.Count)
        {
            (Vector256.LoadUnsafe(ref first, (nuint)at) * factor).StoreUnsafe(ref first, (nuint)at);
        }

        for (; at < samples.Length; at++)
        {
            samples[at] *= factor;
        }
    }

    /// <summary>The amplitude factor of a gain.</summary>
    /// <param name="decibels">Gain in dB.</param>
    public static float Factor(double decibels) => (float)Math.Pow(10, decibels / 20);

    private static void AddSquares(Vector256<float> values, ref Vector256<double> low, ref Vector256<double> high)
    {
        var (lower, upper) = Vector256.Widen(values);
        low += lower * lower;
        high += upper * upper;
    }
}
