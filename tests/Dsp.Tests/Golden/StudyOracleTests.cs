using System.Text.Json;
using AvianVox.Dsp.Features;
using AvianVox.Dsp.Tests.Windows;
using AvianVox.TestSupport;

namespace AvianVox.Dsp.Tests.Golden;

/// <summary>The reference study's own input for one recording, from samples to the network's scaled 128 x 128 values.</summary>
public class StudyOracleTests
{
    /// <summary>The study's front end, with the scaling that its report prints.</summary>
    private static readonly FeatureSpec Study = new()
    {
        OfflineEdges = EdgePadding.Reflect,
        OfflineClamp = DecibelClamp.File,
        MelMean = -7.40798,
        MelDeviation = 3.80885,
        MfccMean = -19.00330,
        MfccDeviation = 86.45496,
    };

    [Fact]
    public void Mel_mfcc_and_scaled_input_are_the_studys()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("seed/e2e_oracles.json")));
        var oracle = document.RootElement;
        var features = new OfflineFeatures(Study).Extract(Samples(oracle));
        Assert.Equal(oracle.GetProperty("frames").GetInt32(), features.Frames);
        Near(oracle, "mel_0_0", features.Mel[0, 0], 1e-5);
        Near(oracle, "mel_64_64", features.Mel[64, 64], 1e-5);
        Near(oracle, "mel_sum_first128", FirstWindow(features.Mel).Sum(), 1e-5);
        Near(oracle, "mfcc_raw_0_0", features.Mfcc[0, 0], 1e-6);
        Near(oracle, "mfcc_raw_1_10", features.Mfcc[1, 10], 1e-5);

        var input = features.Scaled();
        var values = FirstWindow(input);
        var mean = values.Average();
        Near(oracle, "X_0_0", input[0, 0], 1e-6);
        Near(oracle, "X_20_0", input[20, 0], 1e-5);
        Near(oracle, "X_127_127", input[127, 127], 1e-5);
        Near(oracle, "X_mean", mean, 1e-4);
        Near(oracle, "X_std", Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), 1e-5);
    }

    [Fact]
    public void The_first_window_is_the_scaled_matrix()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("seed/e2e_oracles.json")));
        var samples = Samples(document.RootElement);
        var offline = new OfflineFeatures(Study);
        var sink = new WindowCollector();
        offline.Windows(samples, 128, sink);
        Assert.Equal(-1_024, sink.Windows[0].FirstSample);
        Assert.Equal(FirstWindow(offline.Extract(samples).Scaled()), sink.Windows[0].Values.Select(value => (double)value));
    }

    /// <summary>The recording is stored peak-normalised in 16 bits; the oracle divides by its peak and multiplies by its gain.</summary>
    private static float[] Samples(JsonElement oracle)
    {
        var gain = (float)oracle.GetProperty("gain").GetDouble();
        var samples = Wave.ReadMono(SharedData.Require("seed/XC449570_elegant_tern_nb.wav"));
        var peak = samples.Max(MathF.Abs);
        return Array.ConvertAll(samples, sample => sample / peak * gain);
    }

    /// <summary>The values of the first 128 frames, row-major.</summary>
    private static double[] FirstWindow(FeatureMatrix matrix) =>
        [.. Enumerable.Range(0, matrix.Rows * 128).Select(i => (double)matrix[i / 128, i % 128])];

    private static void Near(JsonElement oracle, string name, double actual, double relative)
    {
        var expected = oracle.GetProperty(name).GetDouble();
        Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected), $"{name} is {actual}, not {expected}");
    }
}
