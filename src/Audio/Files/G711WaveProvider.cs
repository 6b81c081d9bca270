using NAudio.Codecs;
using NAudio.Wave;

namespace AvianVox.Audio.Files;

/// <summary>
/// A-law or mu-law (ITU-T G.711) as the 16-bit samples that it stands for: NAudio decodes both, but its sample providers take neither.
/// </summary>
internal sealed class G711WaveProvider : IWaveProvider
{
    private readonly IWaveProvider _source;
    private readonly bool _isALaw;
    private byte[] _codes = [];

    /// <summary>Decodes a stream.</summary>
    /// <param name="source">A-law or mu-law.</param>
    public G711WaveProvider(IWaveProvider source)
    {
        _source = source;
        _isALaw = source.WaveFormat.Encoding == WaveFormatEncoding.ALaw;
        WaveFormat = new WaveFormat(source.WaveFormat.SampleRate, 16, source.WaveFormat.Channels);
    }

    /// <inheritdoc />
    public WaveFormat WaveFormat { get; }

    /// <inheritdoc />
    public int Read(Span<byte> buffer)
    {
        var wanted = buffer.Length / 2;
        if (_codes.Length < wanted)
        {
            _codes = new byte[wanted];
        }

        var count = _source.Read(_codes.AsSpan(0, wanted));
        for (var i = 0; i < count; i++)
        {
            var sample = _isALaw ? ALawDecoder.ALawToLinearSample(_codes[i]) : MuLawDecoder.MuLawToLinearSample(_codes[i]);
            BitConverter.TryWriteBytes(buffer[(2 * i)..], sample);
        }

        return 2 * count;
    }
}
