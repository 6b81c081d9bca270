using System.Globalization;
using AvianVox.Dsp.Features;

namespace AvianVox.Training.Networks;

/// <summary>
/// Hears what a sound is like and not when: the statistics of sound textures of McDermott and Simoncelli 2011, through one
/// hidden layer. Engines, rain, waves and fire have no shapes for convolutions to find, and differ by how fast, how suddenly
/// and how much together their bands rise and fall.
/// </summary>
internal sealed record TextureDesign : NetworkDesign
{
    /// <summary>
    /// What the scaled log mel is multiplied by to be the logarithm of a band's envelope: 1 at a mel deviation of 4 makes that
    /// the fourth root of power.
    /// </summary>
    public double Compression { get; init; } = 1;

    /// <summary>
    /// Frames of the segments that spectra over time are taken of, a multiple of 4; they overlap by three quarters, and what is
    /// left behind the last is not looked at.
    /// </summary>
    public int Segment { get; init; } = 128;

    /// <summary>
    /// Bands of modulation frequency, each at least one line of a segment's spectrum wide and else evenly spaced on a logarithmic
    /// axis.
    /// </summary>
    public int ModulationBands { get; init; } = 14;

    /// <summary>
    /// Neighbouring mel bands that are taken as one where bands are compared with each other, and where steady beats are sought.
    /// </summary>
    public int BandGroup { get; init; } = 4;

    /// <summary>Units of the hidden layer.</summary>
    public int Hidden { get; init; } = 128;

    /// <summary>Share of values that dropout sets to 0 while training, before the hidden layer and behind it.</summary>
    public double Dropout { get; init; } = 0.3;

    /// <inheritdoc />
    public override string Sentence => string.Create(CultureInfo.InvariantCulture,
        $"texture statistics (McDermott and Simoncelli 2011): each mel band's level, skewness, kurtosis and power in {ModulationBands} bands of modulation over {Segment} frames, beats and correlations of groups of {BandGroup} bands; batch normalisation, dropout {Dropout}, a hidden layer of {Hidden} with ReLU, dense softmax");

    /// <inheritdoc />
    public override AcousticNetwork Create(NetworkShape shape) => new TextureNetwork(shape, this);

    /// <inheritdoc />
    public override IReadOnlyList<string> Faults(FeatureSpec features)
    {
        var faults = new List<string>();
        if (features.Layout == MfccLayout.Overwrite || features.Log == LogRule.NaturalZeroKept)
        {
            faults.Add(
                $"kind is texture, which takes levels of mel bands, and features.layout is {features.Layout}, features.log " +
                $"{features.Log}; it needs a layout of {MfccLayout.None} or {MfccLayout.Concatenate}, and {LogRule.NaturalFloored}");
        }

        Require(Compression is > 0 and <= 10, "compression", Compression, "over 0 to 10");
        Require(
            Segment >= 8 && Segment <= features.WindowFrames && Segment % 4 == 0,
            "segment",
            Segment,
            $"multiples of 4 from 8 to the window's {features.WindowFrames} frames");
        Require(
            ModulationBands >= 1 && ModulationBands < Segment / 2,
            "modulationBands",
            ModulationBands,
            $"1 to below half a segment, {Segment / 2}");
        Require(BandGroup >= 1 && BandGroup <= features.MelBands, "bandGroup", BandGroup, $"1 to the {features.MelBands} mel bands");
        Require(Hidden is >= 1 and <= 4_096, "hidden", Hidden, "1 to 4096");
        Require(Dropout is >= 0 and < 1, "dropout", Dropout, "0 to below 1");
        return faults;

        void Require(bool holds, string key, double value, string allowed)
        {
            if (!holds)
            {
                faults.Add(FormattableString.Invariant($"{key} is {value}; allowed: {allowed}"));
            }
        }
    }
}
