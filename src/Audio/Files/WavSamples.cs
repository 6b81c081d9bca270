using System.Buffers.Binary;

namespace AvianVox.Audio.Files;

/// <summary>Turns the bytes of a WAV file's samples into floats, full scale -1 to 1.</summary>
internal static class WavSamples
{
    /// <summary>Bytes of one sample of one channel; 0 for <see cref="WavEncoding.Other"/>.</summary>
    /// <param name="encoding">How the samples are written.</param>
    public static int Size(WavEncoding encoding) => encoding switch
    {
        WavEncoding.UInt8 or WavEncoding.ALaw or WavEncoding.MuLaw => 1,
        WavEncoding.Int16 => 2,
        WavEncoding.Int24 => 3,
        WavEncoding.Int32 or WavEncoding.Float32 => 4,
        WavEncoding.Float64 => 8,
        _ => 0,
    };

    /// <summary>Decodes samples.</summary>
    /// <param name="bytes">Little-endian samples; length is <paramref name="samples"/>.Length times <see cref="Size"/>.</param>
    /// <param name="encoding">How they are written.</param>
    /// <param name="samples">Receives one value per sample.</param>
    /// <remarks>Integers are divided by 2 to the power of their bits less one, as libsndfile does, so that both readers agree bit for bit.</remarks>
    public static void Decode(ReadOnlySpan<byte> bytes, WavEncoding encoding, Span<float> samples)
    {
        var size = Size(encoding);
        for (int i = 0, at = 0; i < samples.Length; i++, at += size)
        {
            var sample = bytes.Slice(at, size);
            samples[i] = encoding switch
            {
                WavEncoding.UInt8 => (sample[0] - 128) / 128f,
                WavEncoding.Int16 => BinaryPrimitives.ReadInt16LittleEndian(sample) / 32_768f,
                WavEncoding.Int24 => (((sbyte)sample[2] << 16) | (sample[1] << 8) | sample[0]) / 8_388_608f,
                WavEncoding.Int32 => BinaryPrimitives.ReadInt32LittleEndian(sample) / 2_147_483_648f,
                WavEncoding.Float32 => Finite(BinaryPrimitives.ReadSingleLittleEndian(sample)),
                WavEncoding.Float64 => Finite((float)BinaryPrimitives.ReadDoubleLittleEndian(sample)),
                WavEncoding.ALaw => ALaw(sample[0]) / 32_768f,
                _ => MuLaw(sample[0]) / 32_768f,
            };
        }
    }

    /// <summary>One NaN would spoil every window that touches it, so samples that are no numbers count as silence.</summary>
    private static float Finite(float sample) => float.IsFinite(sample) ? sample : 0;

    /// <summary>ITU-T G.711 A-law to 16-bit linear: even bits inverted, sign set for positive, 3-bit exponent, 4-bit mantissa.</summary>
    private static int ALaw(byte code)
    {
        var bits = code ^ 0x55;
        var exponent = (bits >> 4) & 7;
        var magnitude = ((bits & 15) << 4) + 8;
        if (exponent > 0)
        {
            magnitude = (magnitude + 256) << (exponent - 1);
        }

        return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }

    /// <summary>ITU-T G.711 mu-law to 16-bit linear: all bits inverted, sign set for negative, bias 132.</summary>
    private static int MuLaw(byte code)
    {
        var bits = ~code;
        var magnitude = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
        return (bits & 0x80) != 0 ? -magnitude : magnitude;
    }
}
