namespace AvianVox.Listening.Sources;

/// <summary>Little-endian mono sample formats on standard input.</summary>
public enum RawFormat
{
    /// <summary>16-bit signed integers.</summary>
    S16,

    /// <summary>32-bit floats, full scale -1 to 1.</summary>
    F32,
}
