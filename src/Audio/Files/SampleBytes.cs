using System.Buffers.Binary;
using NAudio.Wave;

namespace AvianVox.Audio.Files;

/// <summary>Turns samples that come as bytes, from a pipe or a device, into floats, full scale -1 to 1.</summary>
internal static class SampleBytes
{
    /// <summary>Whether samples of a format are bare numbers that <see cref="Decode"/> knows.</summary>
    /// <param name="format">The format; an extensible one by its sub-format.</param>
    public static bool CanDecode(WaveFormat format) => (format.AsStandardWaveFormat().Encoding, format.BitsPerSample) is
        (WaveFormatEncoding.Pcm, 8 or 16 or 24 or 32) or (WaveFormatEncoding.IeeeFloat, 32 or 64);

    /// <summary>Decodes samples.</summary>
    /// <param name="bytes">Little-endian samples.</param>
    /// <param name="format">How they are written; its channels do not matter here.</param>
    /// <param name="samples">Receives one value per sample; what is no finite number as 0.</param>
    /// <remarks>
    /// Integers are divided by 2 to the power of their bits less one, as NAudio and libsndfile do, so that all agree bit for bit.
    /// </remarks>
    public static void Decode(ReadOnlySpan<byte> bytes, WaveFormat format, Span<float> samples)
    {
        var isFloat = format.AsStandardWaveFormat().Encoding == WaveFormatEncoding.IeeeFloat;
        var size = format.BitsPerSample / 8;
        for (int i = 0, at = 0; i < samples.Length; i++, at += size)
        {
            var sample = bytes.Slice(at, size);
            samples[i] = (isFloat, size) switch
            {
                (true, 4) => Finite(BinaryPrimitives.ReadSingleLittleEndian(sample)),
                (true, _) => Finite((float)BinaryPrimitives.ReadDoubleLittleEndian(sample)),
                (_, 1) => (sample[0] - 128) / 128f,
                (_, 2) => BinaryPrimitives.ReadInt16LittleEndian(sample) / 32_768f,
                (_, 3) => (((sbyte)sample[2] << 16) | (sample[1] << 8) | sample[0]) / 8_388_608f,
                _ => BinaryPrimitives.ReadInt32LittleEndian(sample) / 2_147_483_648f,
            };
        }
    }

    private static float Finite(float sample) => float.IsFinite(sample) ? sample : 0;
}
