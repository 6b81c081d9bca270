using AvianVox.Dsp.Features;
using AvianVox.Training.Data;
using AvianVox.Training.Naming;
using AvianVox.Training.Windows;

namespace AvianVox.Training.Tests.Windows;

public sealed class SoundRenderingTests
{
    private const int Bands = 9;
    private const int Mfcc = 3;

    [Theory]
    [InlineData(MfccLayout.None)]
    [InlineData(MfccLayout.Overwrite)]
    [InlineData(MfccLayout.Concatenate)]
    public void A_filter_of_straight_lines_adds_its_decibels_to_mel_rows_alone(MfccLayout layout)
    {
        var spec = new FeatureSpec
        {
            MelBands = Bands,
            MfccCount = Mfcc,
            WindowFrames = 16,
            FftSize = 512,
            Hop = 256,
            Log = LogRule.NaturalFloored,
            Layout = layout,
            MelDeviation = 4,
            MfccDeviation = 4,
        };
        var (plain, filtered) = (Rendered(spec, []), Rendered(spec, [-6, 6]));
        for (var row = 0; row < spec.Rows; row++)
        {
            var isMel = row < Bands && (layout != MfccLayout.Overwrite || row >= Mfcc);
            // From -6 dB at band 0 to 6 dB at band 8, 1.5 dB a band; 10 dB are the natural logarithm of 10.
            var expected = isMel ? (-6 + (1.5 * row)) * Math.Log(10) / 10 / spec.MelDeviation : 0;
            for (var frame = 0; frame < spec.WindowFrames; frame++)
            {
                Assert.Equal(expected, filtered[(row * spec.WindowFrames) + frame] - plain[(row * spec.WindowFrames) + frame], 1e-4);
            }
        }
    }

    private static float[] Rendered(FeatureSpec spec, double[] filter)
    {
        var random = new Random(3);
        var samples = Enumerable.Range(0, spec.WindowSamples).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        var clip = new Clip(new Recording("/noise.wav", "set", "noise", SoundClass.Noise, "", ""), samples, samples.Length);
        var window = new float[spec.WindowValues];
        new SoundRendering(spec).Render(
            new DrawnSound(SoundPart.Recorded(clip, [0], samples.Length, 1), null, null, 0, 0, filter, []), window);
        return window;
    }
}
