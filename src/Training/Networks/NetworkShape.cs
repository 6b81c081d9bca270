using AvianVox.Dsp.Features;

namespace AvianVox.Training.Networks;

/// <summary>What goes into a network and comes out of it.</summary>
/// <param name="Rows">Rows of a window.</param>
/// <param name="Frames">Frames of a window.</param>
/// <param name="MfccRows">How many of the rows, the last ones, are MFCC; 0 where they are overwritten or absent.</param>
/// <param name="Classes">Number of classes.</param>
internal sealed record NetworkShape(int Rows, int Frames, int MfccRows, int Classes)
{
    /// <summary>The shape of a front end's windows.</summary>
    /// <param name="spec">Front end.</param>
    /// <param name="classes">Number of classes.</param>
    public static NetworkShape Of(FeatureSpec spec, int classes) =>
        new(spec.Rows, spec.WindowFrames, spec.Layout == MfccLayout.Concatenate ? spec.MfccCount : 0, classes);
}
