using System.Numerics;
using System.Runtime.InteropServices;

namespace AvianVox.Training.Sounds;

/// <summary>
/// Signs of how the energy of a recording moves between neighbouring bands and from one stretch to the next (Haitsma and Kalker 2002): they
/// outlive encoding with loss, other rates and other loudness.
/// </summary>
internal sealed class SoundPrint
{
    /// <summary>Stretches that a recording is divided into.</summary>
    public const int Stretches = 65;

    /// <summary>Bands that a stretch is divided into.</summary>
    public const int Bands = 8;

    /// <summary>The bit of a row that tells whether all of it became louder; the others are of neighbouring bands.</summary>
    public const int Envelope = 0x80;

    /// <summary>Most bits of the same sound that differ, as a share. Those of two sounds differ in about half.</summary>
    private const double MostDifferent = 0.25;

    /// <summary>Bits that must mean something in both to compare by.</summary>
    private const int LeastBits = 96;

    /// <summary>Bits of the loudness that must mean something in both to be heeded: steady sounds have none.</summary>
    private const int LeastEnvelope = 16;

    private const ulong EnvelopeBits = 0x8080_8080_8080_8080;

    private const int Rows = Stretches - 1;
    private const int Digits = Rows * 2;

    /// <summary>Eight rows a word.</summary>
    private readonly ulong[] _bits, _valid;

    /// <summary>Takes bits.</summary>
    /// <param name="bits">A byte between every two of the stretches: bits that are 1 where energy moved to the lower band, and
    /// <see cref="Envelope"/>.</param>
    /// <param name="valid">As many; 0 where it hardly moved, or there was silence, so that the bit means nothing.</param>
    public SoundPrint(byte[] bits, byte[] valid) =>
        (_bits, _valid) = (MemoryMarshal.Cast<byte, ulong>(bits).ToArray(), MemoryMarshal.Cast<byte, ulong>(valid).ToArray());

    /// <summary>A print that is like no other.</summary>
    public static SoundPrint None { get; } = new(new byte[Rows], new byte[Rows]);

    /// <summary>Reads a print's text.</summary>
    /// <param name="text">Text.</param>
    /// <returns>The print; null where the text is none.</returns>
    public static SoundPrint? TryRead(string text) =>
        text.Length == 2 * Digits && text.All(char.IsAsciiHexDigitLower)
            ? new SoundPrint(Convert.FromHexString(text[..Digits]), Convert.FromHexString(text[Digits..]))
            : null;

    /// <summary>Whether both are of one sound.</summary>
    /// <param name="other">Another.</param>
    public bool IsSame(SoundPrint other)
    {
        var (bits, differ) = Compare(other, ~EnvelopeBits);
        var (envelope, envelopeDiffers) = Compare(other, EnvelopeBits);
        return bits >= LeastBits
            && differ <= MostDifferent * bits
            && (envelope < LeastEnvelope || envelopeDiffers <= MostDifferent * envelope);
    }

    /// <summary>Share of the bits that differ; 1 where too few mean something to compare.</summary>
    /// <param name="other">Another.</param>
    public double Difference(SoundPrint other)
    {
        var (bits, differ) = Compare(other, ulong.MaxValue);
        return bits < LeastBits ? 1 : (double)differ / bits;
    }

    /// <summary>Text that holds it; see <see cref="TryRead"/>.</summary>
    public override string ToString() =>
        Convert.ToHexStringLower(MemoryMarshal.AsBytes<ulong>(_bits)) + Convert.ToHexStringLower(MemoryMarshal.AsBytes<ulong>(_valid));

    private (int Bits, int Differ) Compare(SoundPrint other, ulong which)
    {
        var (bits, differ) = (0, 0);
        for (var i = 0; i < _bits.Length; i++)
        {
            var both = _valid[i] & other._valid[i] & which;
            bits += BitOperations.PopCount(both);
            differ += BitOperations.PopCount((_bits[i] ^ other._bits[i]) & both);
        }

        return (bits, differ);
    }
}
