namespace AvianVox.Audio.Sources;

/// <summary>How samples stand in a raw stream; little-endian.</summary>
public enum RawSampleFormat
{
    /// <summary>16-bit signed integers (s16le).</summary>
    S16,

    /// <summary>32-bit floats, full scale -1 to 1 (f32le).</summary>
    F32,
}
