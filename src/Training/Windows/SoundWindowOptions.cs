using AvianVox.Dsp.Features;

namespace AvianVox.Training.Windows;

/// <summary>
/// How training windows are drawn as sound and varied; a part of a recipe. A station's microphone is louder or quieter than a
/// recordist's and hears more wind.
/// </summary>
internal sealed record SoundWindowOptions : WindowOptions
{
    /// <summary>Windows drawn per epoch; at least 1.</summary>
    public int WindowsPerEpoch { get; init; } = 1_600;

    /// <summary>Whether digital silence at both ends of a recording is cut away before it is looped.</summary>
    public bool TrimSilence { get; init; } = true;

    /// <summary>Seconds kept on each side of every lively moment of a training recording, the rest cut away; 0: all is kept.</summary>
    public double ActivityBuffer { get; init; }

    /// <summary>
    /// Recordings are played faster or slower by up to this factor, pitch and all (scale augmentation, Tokozume et al. 2018); 1:
    /// as they are.
    /// </summary>
    public double SpeedRange { get; init; } = 1;

    /// <summary>Lowest gain, in dB.</summary>
    public double LowestGain { get; init; } = -24;

    /// <summary>Highest gain, in dB.</summary>
    public double HighestGain { get; init; } = 6;

    /// <summary>Share of windows that noise is mixed into, 0 to 1.</summary>
    public double NoiseShare { get; init; } = 0.5;

    /// <summary>Lowest ratio of the window's level to that of the noise mixed in, in dB.</summary>
    public double LowestRatio { get; init; } = 3;

    /// <summary>Highest ratio, in dB.</summary>
    public double HighestRatio { get; init; } = 30;

    /// <summary>
    /// Places drawn in a recording of an animal, of which the one with most energy at high frequencies is taken: much of a long
    /// recording is pauses.
    /// </summary>
    public int Candidates { get; init; } = 3;

    /// <summary>
    /// Share of the noise class's windows that are made, not recorded; rain and wind, where they are classes of their own, are
    /// always recorded.
    /// </summary>
    public double SyntheticNoiseShare { get; init; }

    /// <summary>How often a class is drawn, by kind; 1 where nothing is said.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// Share of windows that are a mix of two classes, with a target shared out likewise (between-class learning, Tokozume et al.
    /// 2018), 0 to 1.
    /// </summary>
    public double MixShare { get; init; }

    /// <summary>
    /// Widest stretch of time and of bands that is blanked, twice each, as a share of the window (SpecAugment, Park et al. 2019);
    /// 0: none.
    /// </summary>
    public double Masking { get; init; }

    /// <summary>Bands that a window is shifted up or down by at most.</summary>
    public int BandShift { get; init; }

    /// <summary>
    /// Decibels by which a filter drawn for each window raises or lowers a band at most, as another recorder would
    /// (FilterAugment, Nam et al. 2022); 0: none.
    /// </summary>
    public double FilterRange { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<string> Faults(FeatureSpec features)
    {
        var faults = new List<string>();
        void Require(bool holds, string key, object value, string allowed)
        {
            if (!holds)
            {
                faults.Add(FormattableString.Invariant($"windows.{key} is {value}; allowed: {allowed}"));
            }
        }

        void Share(double value, string key) => Require(value is >= 0 and <= 1, key, value, "0 to 1");
        Require(WindowsPerEpoch is >= 1 and <= 10_000_000, "windowsPerEpoch", WindowsPerEpoch, "1 to 10000000");
        Require(ActivityBuffer is >= 0 and <= 60, "activityBuffer", ActivityBuffer, "0 to 60 seconds");
        Require(SpeedRange is >= 1 and <= 4, "speedRange", SpeedRange, "1 to 4");
        Require(LowestGain is >= -120 && LowestGain <= HighestGain, "lowestGain", LowestGain, "-120 to highestGain");
        Require(HighestGain <= 60, "highestGain", HighestGain, "lowestGain to 60");
        Require(LowestRatio <= HighestRatio, "lowestRatio", LowestRatio, "at most highestRatio");
        Require(Candidates is >= 1 and <= 100, "candidates", Candidates, "1 to 100");
        Require(BandShift is >= 0 and <= 64, "bandShift", BandShift, "0 to 64");
        Require(FilterRange is >= 0 and <= 60, "filterRange", FilterRange, "0 to 60 dB");
        Share(NoiseShare, "noiseShare");
        Share(SyntheticNoiseShare, "syntheticNoiseShare");
        Share(MixShare, "mixShare");
        Share(Masking, "masking");
        foreach (var (kind, weight) in Weights)
        {
            Require(
                Enum.TryParse<Classification.Packages.LabelKind>(kind, ignoreCase: true, out _),
                $"weights.{kind}",
                weight,
                "a kind of label: bird, noise, human, dog ...");
            Require(weight is > 0 and <= 1_000, $"weights.{kind}", weight, "over 0 to 1000");
        }

        return faults;
    }
}
