using System.Numerics;
using System.Runtime.InteropServices;

namespace AvianVox.Dsp.Features;

/// <summary>Natural logarithm and decibels of mel power in one pass: both come from one logarithm.</summary>
internal static class MelLogarithms
{
    /// <summary>Decibels of the smallest power told apart, 1e-10 (librosa's amin).</summary>
    public const float LowestDecibels = -100;

    /// <summary>Decibels per unit of the natural logarithm, 10 / ln 10.</summary>
    private const float DecibelsPerNeper = 4.3429448190325f;

    /// <summary>Computes both on vectors.</summary>
    /// <param name="mel">Power, 0 or more; a whole number of vectors.</param>
    /// <param name="rule">How log mel treats small powers.</param>
    /// <param name="logFloor">Natural logarithm of the smallest power of <see cref="LogRule.NaturalFloored"/>.</param>
    /// <param name="logMel">Receives log mel; as long as <paramref name="mel"/>.</param>
    /// <param name="decibels">Receives dB; as long as <paramref name="mel"/>.</param>
    public static void Compute(ReadOnlySpan<float> mel, LogRule rule, float logFloor, Span<float> logMel, Span<float> decibels)
    {
        ref var x = ref MemoryMarshal.GetReference(mel);
        ref var y = ref MemoryMarshal.GetReference(logMel);
        ref var z = ref MemoryMarshal.GetReference(decibels);
        var floor = new Vector<float>(rule == LogRule.NaturalFloored ? logFloor : float.NegativeInfinity);
        var lowest = new Vector<float>(LowestDecibels);
        for (nuint i = 0; i < (nuint)mel.Length; i += (nuint)Vector<float>.Count)
        {
            var power = Vector.LoadUnsafe(ref x, i);
            var log = Vector.Log(power);
            Vector.Max(log * DecibelsPerNeper, lowest).StoreUnsafe(ref z, i);
            var floored = Vector.Max(log, floor);
            // The logarithm of 0 is minus infinity here, which only the rule that keeps zeros lets through.
            Vector.ConditionalSelect(Vector.Equals(floored, new Vector<float>(float.NegativeInfinity)), Vector<float>.Zero,
                floored).StoreUnsafe(ref y, i);
        }
    }

    /// <summary>The scalar twin of <see cref="Compute"/>.</summary>
    public static void ComputeScalar(ReadOnlySpan<float> mel, LogRule rule, float logFloor, Span<float> logMel, Span<float> decibels)
    {
        for (var i = 0; i < mel.Length; i++)
        {
            var log = MathF.Log(mel[i]);
            decibels[i] = MathF.Max(log * DecibelsPerNeper, LowestDecibels);
            var zero = rule == LogRule.NaturalZeroKept ? 0 : logFloor;
            logMel[i] = mel[i] == 0 ? zero : MathF.Max(log, rule == LogRule.NaturalFloored ? logFloor : float.NegativeInfinity);
        }
    }
}
