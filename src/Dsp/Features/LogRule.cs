namespace AvianVox.Dsp.Features;

/// <summary>How mel power becomes log mel.</summary>
public enum LogRule
{
    /// <summary>Natural logarithm; a power of exactly 0 stays 0 (the reference study).</summary>
    NaturalZeroKept,

    /// <summary>Natural logarithm of max(power, <see cref="FeatureSpec.LogFloor"/>).</summary>
    NaturalFloored,
}
