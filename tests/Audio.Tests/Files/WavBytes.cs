using System.Text;

namespace AvianVox.Audio.Tests.Files;

/// <summary>Builds WAV files byte by byte, right and wrong ones.</summary>
internal sealed class WavBytes
{
    private readonly List<byte> _bytes = [];

    public WavBytes(string riff = "RIFF")
    {
        Ascii(riff);
        _bytes.AddRange([0, 0, 0, 0]);
        Ascii("WAVE");
    }

    public WavBytes Chunk(string name, byte[] content, uint? statedLength = null, bool pad = true)
    {
        Ascii(name);
        _bytes.AddRange(BitConverter.GetBytes(statedLength ?? (uint)content.Length));
        _bytes.AddRange(content);
        if (pad && content.Length % 2 == 1)
        {
            _bytes.Add(0);
        }

        return this;
    }

    public WavBytes Format(int code, int channels, int rate, int bits, int? frameSize = null, byte[]? extension = null)
    {
        var align = frameSize ?? channels * bits / 8;
        return Chunk(
            "fmt ",
            [
                .. BitConverter.GetBytes((ushort)code),
                .. BitConverter.GetBytes((ushort)channels),
                .. BitConverter.GetBytes(rate),
                .. BitConverter.GetBytes(rate * align),
                .. BitConverter.GetBytes((ushort)align),
                .. BitConverter.GetBytes((ushort)bits),
                .. extension ?? [],
            ]);
    }

    public byte[] ToArray() => _bytes.ToArray();

    private void Ascii(string text) => _bytes.AddRange(Encoding.ASCII.GetBytes(text));
}
