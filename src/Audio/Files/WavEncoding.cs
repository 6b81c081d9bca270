namespace AvianVox.Audio.Files;

/// <summary>How the samples of a WAV file are written.</summary>
internal enum WavEncoding
{
    /// <summary>Something we leave to libsndfile (MP3, ADPCM, GSM).</summary>
    Other,

    /// <summary>8 bits, unsigned, 128 is zero.</summary>
    UInt8,

    /// <summary>16 bits, signed.</summary>
    Int16,

    /// <summary>24 bits, signed, three bytes.</summary>
    Int24,

    /// <summary>32 bits, signed; also 24 valid bits in four bytes, which stand in the upper ones.</summary>
    Int32,

    /// <summary>32-bit IEEE 754.</summary>
    Float32,

    /// <summary>64-bit IEEE 754.</summary>
    Float64,

    /// <summary>ITU-T G.711 A-law.</summary>
    ALaw,

    /// <summary>ITU-T G.711 mu-law.</summary>
    MuLaw,
}
