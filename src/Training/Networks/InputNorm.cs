namespace AvianVox.Training.Networks;

/// <summary>What a network does to a window before its first convolution, so that gain and colour of a recorder matter less.</summary>
internal enum InputNorm
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The mean of the whole window is subtracted from log mel: a gain, which adds the same everywhere, drops out.</summary>
    Window,

    /// <summary>Each band's mean over time is subtracted: gain and the colour of recorder and steady noise drop out.</summary>
    Band,

    /// <summary>Both, as two channels: the second shows what moves, the first what stands.</summary>
    WindowAndBand,

    /// <summary>
    /// Per-channel energy normalisation (Wang et al. 2017, Lostanlen et al. 2019) with fixed parameters, each band against its
    /// own smoothed past.
    /// </summary>
    Pcen,
}
