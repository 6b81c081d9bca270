namespace AvianVox.Dsp.Features;

/// <summary>
/// Every parameter of the front end. It travels in the model package, and one extractor serves training and
/// station, so that a model always hears what it was trained on.
/// </summary>
/// <remarks>The defaults are those of Hiatt (2020): 128 log-mel bands and 20 MFCC per hop of 512 at 22,050 Hz.</remarks>
public sealed record FeatureSpec
{
    /// <summary>Rate the features are computed at, in Hz; 1,000 to 500,000.</summary>
    public int SampleRate { get; init; } = 22_050;

    /// <summary>Length of the FFT and of its periodic Hann window, in samples; a power of two, 64 to 65,536.</summary>
    public int FftSize { get; init; } = 2_048;

    /// <summary>Samples between the starts of two frames; 1 to <see cref="FftSize"/>.</summary>
    public int Hop { get; init; } = 512;

    /// <summary>Number of mel bands; 1 to 512.</summary>
    public int MelBands { get; init; } = 128;

    /// <summary>Lower edge of the lowest band, in Hz.</summary>
    public double LowHz { get; init; }

    /// <summary>Upper edge of the highest band, in Hz; at most half of <see cref="SampleRate"/>.</summary>
    public double HighHz { get; init; } = 11_025;

    /// <summary>How power becomes log mel.</summary>
    public LogRule Log { get; init; } = LogRule.NaturalZeroKept;

    /// <summary>Smallest power of <see cref="LogRule.NaturalFloored"/>; greater than 0.</summary>
    public double LogFloor { get; init; } = 1e-10;

    /// <summary>Number of MFCC per frame, from coefficient 0; 0 to <see cref="MelBands"/>.</summary>
    public int MfccCount { get; init; } = 20;

    /// <summary>Range of the decibel spectrum below its maximum, in dB, where a clamp holds; greater than 0.</summary>
    public double MfccTopDecibels { get; init; } = 80;

    /// <summary>
    /// The clamp of a stream, and of a recording where <see cref="OfflineClamp"/> does not differ. Not <see cref="DecibelClamp.File"/>.
    /// </summary>
    public DecibelClamp Clamp { get; init; } = DecibelClamp.Window;

    /// <summary>The clamp of the offline path.</summary>
    public DecibelClamp OfflineClamp { get; init; } = DecibelClamp.Window;

    /// <summary>The ends of a recording in the offline path.</summary>
    public EdgePadding OfflineEdges { get; init; } = EdgePadding.None;

    /// <summary>Where MFCC rows go.</summary>
    public MfccLayout Layout { get; init; } = MfccLayout.Overwrite;

    /// <summary>Frames in a window, the classifier's input; 1 to 4,096.</summary>
    public int WindowFrames { get; init; } = 128;

    /// <summary>Subtracted from log mel before the division by <see cref="MelDeviation"/>.</summary>
    public double MelMean { get; init; }

    /// <summary>Divides log mel; greater than 0.</summary>
    public double MelDeviation { get; init; } = 1;

    /// <summary>Subtracted from MFCC before the division by <see cref="MfccDeviation"/>.</summary>
    public double MfccMean { get; init; }

    /// <summary>Divides MFCC; greater than 0.</summary>
    public double MfccDeviation { get; init; } = 1;

    /// <summary>Rows of a window: mel bands, and MFCC behind them where they are concatenated.</summary>
    public int Rows => Layout == MfccLayout.Concatenate ? MelBands + MfccCount : MelBands;

    /// <summary>Values in a window, row-major (row, frame): <see cref="Rows"/> times <see cref="WindowFrames"/>.</summary>
    public int WindowValues => Rows * WindowFrames;

    /// <summary>Samples a window covers, from the first sample of its first frame to the last of its last.</summary>
    public int WindowSamples => ((WindowFrames - 1) * Hop) + FftSize;

    /// <summary>
    /// Every fault of this specification, each naming the parameter, its value and what is allowed; empty when it holds together.
    /// </summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        void Require(bool holds, string parameter, object value, string allowed)
        {
            if (!holds)
            {
                faults.Add(FormattableString.Invariant($"{parameter} is {value}; allowed: {allowed}"));
            }
        }

        Require(SampleRate is >= 1_000 and <= 500_000, nameof(SampleRate), SampleRate, "1,000 to 500,000 Hz");
        Require(FftSize is >= 64 and <= 65_536 && int.IsPow2(FftSize), nameof(FftSize), FftSize, "a power of two from 64 to 65,536");
        Require(Hop >= 1 && Hop <= FftSize, nameof(Hop), Hop, "1 to FftSize");
        Require(MelBands is >= 1 and <= 512, nameof(MelBands), MelBands, "1 to 512");
        Require(LowHz >= 0 && LowHz < HighHz, nameof(LowHz), LowHz, "0 or more, below HighHz");
        Require(HighHz <= SampleRate / 2.0, nameof(HighHz), HighHz, "at most half of SampleRate");
        Require(LogFloor > 0, nameof(LogFloor), LogFloor, "greater than 0");
        Require(MfccCount >= 0 && MfccCount <= MelBands, nameof(MfccCount), MfccCount, "0 to MelBands");
        Require(Layout == MfccLayout.None || MfccCount > 0, nameof(MfccCount), MfccCount, "at least 1 unless Layout is None");
        Require(MfccTopDecibels > 0, nameof(MfccTopDecibels), MfccTopDecibels, "greater than 0");
        Require(Clamp != DecibelClamp.File, nameof(Clamp), Clamp, "None or Window: a stream has no whole file");
        Require(WindowFrames is >= 1 and <= 4_096, nameof(WindowFrames), WindowFrames, "1 to 4,096");
        Require(MelDeviation > 0, nameof(MelDeviation), MelDeviation, "greater than 0");
        Require(MfccDeviation > 0, nameof(MfccDeviation), MfccDeviation, "greater than 0");
        return faults;
    }
}
