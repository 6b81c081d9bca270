using NAudio.Wave;

namespace AvianVox.Audio.Files;

/// <summary>What the format chunk of a WAV file says.</summary>
/// <param name="Code">Format code: 1 PCM, 3 float, 85 MP3 ...; for the extensible format that of its sub-format.</param>
/// <param name="Channels">Channels.</param>
/// <param name="SampleRate">Frames a second, in Hz.</param>
/// <param name="BlockAlign">Bytes of a frame.</param>
/// <param name="BitsPerSample">Bits used of a sample; 0 for compressed ones.</param>
internal readonly record struct RiffFormat(ushort Code, ushort Channels, uint SampleRate, ushort BlockAlign, ushort BitsPerSample)
{
    private const ushort Pcm = (ushort)WaveFormatEncoding.Pcm;
    private const ushort Float = (ushort)WaveFormatEncoding.IeeeFloat;
    private const ushort ALaw = (ushort)WaveFormatEncoding.ALaw;
    private const ushort MuLaw = (ushort)WaveFormatEncoding.MuLaw;

    /// <summary>Bytes of a frame by what is said of a sample; 0 for compressed ones.</summary>
    public int FrameLength => SampleLength * Channels;

    /// <summary>
    /// Bytes that a sample takes. They count, not the bits that are used of them: 20 or 24 bits may stand in four bytes. Some writers get
    /// the
    /// bytes a frame takes wrong; then the bits must do.
    /// </summary>
    private int SampleLength =>
        Channels > 0 && BlockAlign % Channels == 0 && 8 * BlockAlign / Channels >= BitsPerSample ? BlockAlign / Channels
            : (BitsPerSample + 7) / 8;

    /// <summary>The format in NAudio's words.</summary>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="AudioException">There is no such format, or none that a recorder has.</exception>
    public WaveFormat ToWaveFormat(string path)
    {
        AudioBounds.Require(Channels, SampleRate, path);
        var bits = 8 * SampleLength;
        var exists = Code switch
        {
            Pcm => bits is 8 or 16 or 24 or 32,
            Float => bits is 32 or 64,
            ALaw or MuLaw => bits == 8,
            _ => true,
        };
        if (!exists)
        {
            throw new AudioException(
                $"{path} is a damaged WAV file: format {Code} with {BitsPerSample} bits, {Channels} channels and {BlockAlign} bytes a "
                    + $"frame does not exist.");
        }

        var rate = (int)SampleRate;
        return Code is Pcm or Float or ALaw or MuLaw
            ? WaveFormat.CreateCustomFormat((WaveFormatEncoding)Code, rate, Channels, rate * FrameLength, FrameLength, bits)
            : WaveFormat.CreateCustomFormat((WaveFormatEncoding)Code, rate, Channels, 0, 1, 0);
    }
}
