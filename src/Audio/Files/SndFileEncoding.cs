namespace AvianVox.Audio.Files;

/// <summary>What <see cref="SndFileWriter"/> writes; the numbers are libsndfile's container and encoding (sndfile.h).</summary>
public enum SndFileEncoding
{
    /// <summary>FLAC with 16 bits.</summary>
    Flac = 0x170002,

    /// <summary>Vorbis in Ogg, at the library's usual quality.</summary>
    OggVorbis = 0x200060,
}
