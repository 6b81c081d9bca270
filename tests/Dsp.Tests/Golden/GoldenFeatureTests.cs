using AvianVox.Dsp.Features;
using AvianVox.Dsp.Fourier;
using AvianVox.Dsp.Mel;

namespace AvianVox.Dsp.Tests.Golden;

/// <summary>Parity with librosa: every feature array of data/golden, within the tolerances its README names.</summary>
public class GoldenFeatureTests
{
    /// <summary>Mel power relative to the largest of the signal.</summary>
    private const double MelTolerance = 2e-6;

    /// <summary>Decibels, above -90 dB.</summary>
    private const double DecibelTolerance = 1e-3;

    private const double MfccTolerance = 2e-3;

    public static TheoryData<string, EdgePadding> SignalsAndEdges() => new()
    {
        { "chirp", EdgePadding.Zero },
        { "chirp", EdgePadding.Reflect },
        { "noise", EdgePadding.Zero },
        { "noise", EdgePadding.Reflect },
        { "click", EdgePadding.Zero },
        { "click", EdgePadding.Reflect },
    };

    [Theory]
    [MemberData(nameof(SignalsAndEdges))]
    public void Mel_power(string signal, EdgePadding edges) =>
        GoldenArray.CloseToPeak(GoldenArray.Read($"{signal}_mel_{Name(edges)}"), Extract(signal, edges, DecibelClamp.None).Mel.Values, MelTolerance);

    [Theory]
    [MemberData(nameof(SignalsAndEdges))]
    public void Decibels_below_the_files_maximum(string signal, EdgePadding edges)
    {
        var features = Extract(signal, edges, DecibelClamp.File);
        CloseDecibels(GoldenArray.Read($"{signal}_db_{Name(edges)}"), features.Decibels.Values);

        // librosa's ref=np.max: the same spectrum with its maximum at 0 dB.
        var maximum = features.Decibels.Values.Max();
        CloseDecibels(GoldenArray.Read($"{signal}_dbmax_{Name(edges)}"), [.. features.Decibels.Values.Select(value => value - maximum)]);
    }

    [Theory]
    [MemberData(nameof(SignalsAndEdges))]
    public void Decibels_and_mfcc_without_clamp_in_double_precision(string signal, EdgePadding edges)
    {
        var features = new OfflineFeatures(Spec(edges, DecibelClamp.None), precise: true).Extract(GoldenArray.Signal(signal));
        CloseDecibels(GoldenArray.Read($"{signal}_db_notop_{Name(edges)}"), features.Decibels.Values);
        GoldenArray.Close(GoldenArray.Read($"{signal}_mfcc20_notop_{Name(edges)}"), features.Mfcc.Values, MfccTolerance);
    }

    /// <summary>
    /// librosa transforms in double precision. The chirp's empty bands lie 80 to 150 dB below its peak, where
    /// single precision hears its own rounding: there its error is held to 0.2 dB and 0.2 MFCC; elsewhere the tolerances hold.
    /// </summary>
    [Theory]
    [MemberData(nameof(SignalsAndEdges))]
    public void Decibels_and_mfcc_without_clamp_in_single_precision(string signal, EdgePadding edges)
    {
        var features = Extract(signal, edges, DecibelClamp.None);
        var expected = GoldenArray.Read($"{signal}_db_notop_{Name(edges)}");
        var loud = expected.Max() - 80;
        GoldenArray.Close(
            [.. expected.Where(value => value > loud)],
            [.. features.Decibels.Values.Where((_, i) => expected[i] > loud)],
            DecibelTolerance);
        CloseDecibels(expected, features.Decibels.Values, signal == "chirp" ? 0.2 : DecibelTolerance);
        GoldenArray.Close(GoldenArray.Read($"{signal}_mfcc20_notop_{Name(edges)}"), features.Mfcc.Values, signal == "chirp" ? 0.2 : MfccTolerance);
    }

    [Theory]
    [MemberData(nameof(SignalsAndEdges))]
    public void Mfcc_below_the_files_maximum(string signal, EdgePadding edges) =>
        GoldenArray.Close(GoldenArray.Read($"{signal}_mfcc20_{Name(edges)}"), Extract(signal, edges, DecibelClamp.File).Mfcc.Values, MfccTolerance);

    [Theory]
    [InlineData("chirp")]
    [InlineData("noise")]
    [InlineData("click")]
    public void Power_spectrum_and_frames_without_padding(string signal)
    {
        var padded = new OfflineFeatures(new FeatureSpec { OfflineEdges = EdgePadding.Zero }).StftPower(GoldenArray.Signal(signal));
        GoldenArray.CloseToPeak(GoldenArray.Read($"{signal}_stftpower_constant"), padded.Values, MelTolerance);

        // A stream's frames: librosa's center=False.
        GoldenArray.CloseToPeak(GoldenArray.Read($"{signal}_mel_nocenter"), Extract(signal, EdgePadding.None, DecibelClamp.None).Mel.Values, MelTolerance);
    }

    [Theory]
    [InlineData("chirp")]
    [InlineData("noise")]
    [InlineData("click")]
    public void Double_precision_reference(string signal) =>
        GoldenArray.CloseToPeak(GoldenArray.Read($"{signal}_mel_f64"), Extract(signal, EdgePadding.Zero, DecibelClamp.None).Mel.Values, MelTolerance);

    [Fact]
    public void Tables()
    {
        GoldenArray.Close(GoldenArray.Read("hann_periodic_2048"), HannWindow.Periodic(2_048), 1e-7);
        var bank = new MelFilterBank(22_050, 2_048, 128, 0, 11_025);
        Assert.Equal(2_018, bank.WeightCount);
        GoldenArray.CloseToPeak(GoldenArray.Read("melfb_128_sr22050_nfft2048"), [.. Enumerable.Range(0, 128 * 1_025).Select(i => bank[i / 1_025, i % 1_025])], 2e-7);
        var cosines = new CosineTransform(128, 20);
        GoldenArray.Close(GoldenArray.Read("dct2_ortho_20x128"), [.. Enumerable.Range(0, 20 * 128).Select(i => cosines[i / 128, i % 128])], 1e-7);
    }

    private static string Name(EdgePadding edges) => edges == EdgePadding.Reflect ? "reflect" : "constant";

    private static RecordingFeatures Extract(string signal, EdgePadding edges, DecibelClamp clamp) =>
        new OfflineFeatures(Spec(edges, clamp)).Extract(GoldenArray.Signal(signal));

    private static FeatureSpec Spec(EdgePadding edges, DecibelClamp clamp) => new() { OfflineEdges = edges, OfflineClamp = clamp };

    /// <summary>
    /// Within the tolerance above -90 dB. Below, where the power nears its floor of -100 dB, within 0.5 dB.
    /// </summary>
    private static void CloseDecibels(float[] expected, float[] actual, double tolerance = DecibelTolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var (largest, largestBelow) = (0.0, 0.0);
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs(expected[i] - actual[i]);
            Assert.True(float.IsFinite(difference));
            largest = Math.Max(largest, expected[i] > -90 ? difference : 0);
            largestBelow = Math.Max(largestBelow, expected[i] > -90 ? 0 : difference);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"difference {largest:0.0e0} dB above -90 dB, {largestBelow:0.0e0} dB below");
        Assert.True(largest <= tolerance, $"differs by {largest} dB above -90 dB; allowed {tolerance}");
        Assert.True(largestBelow <= 0.5, $"differs by {largestBelow} dB below -90 dB");
    }
}
