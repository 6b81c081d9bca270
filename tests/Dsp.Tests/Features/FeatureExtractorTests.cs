using AvianVox.Dsp.Features;

namespace AvianVox.Dsp.Tests.Features;

public class FeatureExtractorTests
{
    [Fact]
    public void Frames_are_the_columns_of_the_offline_matrices_at_their_positions()
    {
        var spec = new FeatureSpec();
        var samples = TestSignal.Wandering(40_000, 21);
        var offline = new OfflineFeatures(spec with { OfflineClamp = DecibelClamp.None }).Extract(samples);
        var extractor = new FeatureExtractor(spec);
        extractor.Reset(1_000_000);
        var frames = 0;
        var sink = new Sink((first, frame) =>
        {
            Assert.Equal(1_000_000 + (512 * frames), first);
            Assert.Equal(128, frame.Mel.Length);
            Assert.Equal(20, frame.Mfcc.Length);
            Assert.Equal(Column(offline.Mel, frames), frame.Mel);
            Assert.Equal(Column(offline.LogMel, frames), frame.LogMel);
            Assert.Equal(Column(offline.Decibels, frames), frame.Decibels);
            Assert.Equal(Column(offline.Mfcc, frames), frame.Mfcc);
            frames++;
        });
        foreach (var block in samples.Chunk(777))
        {
            extractor.Push(block, sink);
        }

        Assert.Equal(offline.Frames, frames);
        Assert.Equal(1_000_000 + (512 * frames), extractor.NextFrame);
        Assert.Equal(40_000 - (512 * frames), extractor.Held);
    }

    [Fact]
    public void A_faulty_specification_is_refused_with_all_its_faults()
    {
        var fault = Assert.Throws<ArgumentException>(() => new FeatureExtractor(new FeatureSpec { FftSize = 1_000, Hop = 0 }));
        Assert.Contains("FftSize is 1000", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Hop is 0", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new WindowStream(new FeatureSpec(), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WindowStream(new FeatureSpec(), 129));
    }

    private static ReadOnlySpan<float> Column(FeatureMatrix matrix, int column)
    {
        var values = new float[matrix.Rows];
        matrix.CopyColumn(column, values);
        return values;
    }

    private delegate void Check(long first, FrameFeatures frame);

    private sealed class Sink(Check check) : IFrameSink
    {
        public void OnFrame(long firstSample, FrameFeatures frame) => check(firstSample, frame);
    }
}
