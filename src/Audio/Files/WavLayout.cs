using AvianVox.Audio.Times;
using NAudio.Wave;

namespace AvianVox.Audio.Files;

/// <summary>What a WAV file turned out to hold, its header weighed against the file.</summary>
internal sealed record WavLayout
{
    /// <summary>
    /// How the samples are written: channels, rate, bits of the place that a sample takes; for an extensible format that of its sub-format.
    /// </summary>
    public required WaveFormat Format { get; init; }

    /// <summary>Bits of a sample as the header says them, which may be fewer than its place has; 0 for compressed ones.</summary>
    public required int BitsPerSample { get; init; }

    /// <summary>Where the samples are, in order.</summary>
    public required IReadOnlyList<FilePart> Parts { get; init; }

    /// <summary>When the recording began, as its metadata tell.</summary>
    public required IReadOnlyList<ToldTime> Times { get; init; }

    /// <summary>What of the header was not believed, one sentence each.</summary>
    public required IReadOnlyList<string> Repairs { get; init; }

    /// <summary>Whether its samples are bare numbers; else they are left to libsndfile.</summary>
    public bool IsLinear => (Format.Encoding, Format.BitsPerSample) is
        (WaveFormatEncoding.Pcm, 8 or 16 or 24 or 32)
        or (WaveFormatEncoding.IeeeFloat, 32 or 64)
        or (WaveFormatEncoding.ALaw or WaveFormatEncoding.MuLaw, 8);
}
