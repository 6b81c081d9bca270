using System.Buffers.Binary;
using System.Text;

namespace AvianVox.Dsp.Tests.Golden;

/// <summary>Reads the mono reference recordings: RIFF with 16-bit PCM or 32-bit float. No general decoder; that is the Audio room's.</summary>
internal static class Wave
{
    public static float[] ReadMono(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var format = 0;
        for (var at = 12; at + 8 <= bytes.Length;)
        {
            var id = Encoding.ASCII.GetString(bytes, at, 4);
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4));
            var body = bytes.AsSpan(at + 8, Math.Min(length, bytes.Length - at - 8));
            if (id == "fmt ")
            {
                Assert.Equal(1, body[2]);
                format = body[0];
            }
            else if (id == "data")
            {
                return format == 3 ? Floats(body) : Integers(body);
            }

            at += 8 + length + (length & 1);
        }

        throw new FormatException($"{path} has no data chunk.");
    }

    private static float[] Floats(ReadOnlySpan<byte> body)
    {
        var samples = new float[body.Length / 4];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadSingleLittleEndian(body[(4 * i)..]);
        }

        return samples;
    }

    private static float[] Integers(ReadOnlySpan<byte> body)
    {
        var samples = new float[body.Length / 2];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(body[(2 * i)..]) / 32_768f;
        }

        return samples;
    }
}
