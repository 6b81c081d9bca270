namespace AvianVox.Station.Clips;

/// <summary>How clips are encoded, all with 16 bits a sample.</summary>
public enum ClipFormat
{
    /// <summary>FLAC: without loss, about half the size of WAV.</summary>
    Flac,

    /// <summary>WAV: no encoder is needed.</summary>
    Wav,

    /// <summary>Ogg Vorbis: about a tenth of WAV, with loss.</summary>
    Ogg,
}
