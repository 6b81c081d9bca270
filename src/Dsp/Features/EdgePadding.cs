namespace AvianVox.Dsp.Features;

/// <summary>How the offline path treats the ends of a recording. A stream has no ends and never pads.</summary>
public enum EdgePadding
{
    /// <summary>Frame t covers samples t*hop to t*hop + fftSize: exactly what a stream yields.</summary>
    None,

    /// <summary>Frames centred on t*hop, the signal mirrored at its ends without repeating the end sample (librosa up to 0.8).</summary>
    Reflect,

    /// <summary>Frames centred on t*hop, zeros beyond the ends (librosa from 0.9).</summary>
    Zero,
}
