namespace AvianVox.Dsp.Features;

/// <summary>Where the MFCC rows go in the classifier's input. Row 0 is the lowest mel band.</summary>
public enum MfccLayout
{
    /// <summary>Log-mel rows only.</summary>
    None,

    /// <summary>MFCC 0..n-1 overwrite the n lowest mel rows (the study's version 20).</summary>
    Overwrite,

    /// <summary>MFCC rows follow the mel rows (the study's versions 16 to 18).</summary>
    Concatenate,
}
