using System.Diagnostics.CodeAnalysis;

namespace AvianVox.Dsp.Features;

/// <summary>
/// Turns a stream of samples, in blocks of any size, into the classifier's windows. Allocates nothing after
/// construction; one thread at a time.
/// </summary>
/// <remarks>
/// Window i covers the frames i * stride to i * stride + WindowFrames - 1 since the last reset. The same samples give
/// the same bits whatever the blocks, and the same as <see cref="OfflineFeatures.Windows"/> without padding.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of windows, in the field's own word; no System.IO.Stream is meant.")]
public sealed class WindowStream
{
    private readonly FeatureExtractor _extractor;
    private readonly FrameSink _frames;
    private readonly int _hop;

    /// <summary>Creates a stream at position 0.</summary>
    /// <param name="spec">A specification without faults.</param>
    /// <param name="strideFrames">Frames between the starts of two windows; 1 to WindowFrames.</param>
    /// <exception cref="ArgumentException">The specification has faults; the message lists them.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The stride is out of range.</exception>
    public WindowStream(FeatureSpec spec, int strideFrames)
    {
        _extractor = new FeatureExtractor(spec);
        ArgumentOutOfRangeException.ThrowIfLessThan(strideFrames, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(strideFrames, spec.WindowFrames);
        Spec = spec;
        StrideFrames = strideFrames;
        _hop = spec.Hop;
        _frames = new FrameSink(new WindowAssembler(_extractor.Kernel), spec, strideFrames);
    }

    /// <summary>What is computed.</summary>
    public FeatureSpec Spec { get; }

    /// <summary>Frames between the starts of two windows.</summary>
    public int StrideFrames { get; }

    /// <summary>Samples taken since the last reset that no emitted window's stride has accounted for: each window accounts for stride * hop samples.</summary>
    public long PendingSamples { get; private set; }

    /// <summary>Forgets all samples and starts anew; to be called wherever samples are missing.</summary>
    /// <param name="firstSample">Position of the next sample.</param>
    public void Reset(long firstSample)
    {
        _extractor.Reset(firstSample);
        _frames.Reset();
        PendingSamples = 0;
    }

    /// <summary>Takes samples and yields every window that they complete.</summary>
    /// <param name="samples">Any number, following on those before.</param>
    /// <param name="sink">Called once per window, in order.</param>
    public void Push(ReadOnlySpan<float> samples, IWindowSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        _frames.Target = sink;
        var before = _frames.Windows;
        _extractor.Push(samples, _frames);
        PendingSamples += samples.Length - ((_frames.Windows - before) * StrideFrames * _hop);
    }

    /// <summary>Counts frames into windows.</summary>
    private sealed class FrameSink(WindowAssembler assembler, FeatureSpec spec, int stride) : IFrameSink
    {
        /// <summary>Samples from the start of a window to the start of its last frame.</summary>
        private readonly long _reach = (spec.WindowFrames - 1L) * spec.Hop;

        /// <summary>No clamp, or that of the window.</summary>
        private readonly float? _clamp = spec.Clamp == DecibelClamp.Window ? null : float.NegativeInfinity;

        /// <summary>Frames until the next window is complete.</summary>
        private int _missing = spec.WindowFrames;

        public IWindowSink? Target { get; set; }

        /// <summary>Windows emitted, ever.</summary>
        public long Windows { get; private set; }

        public void Reset() => _missing = spec.WindowFrames;

        public void OnFrame(long firstSample, FrameFeatures frame)
        {
            assembler.Add();
            if (--_missing > 0)
            {
                return;
            }

            _missing = stride;
            Windows++;
            Target!.OnWindow(firstSample - _reach, assembler.Window(_clamp));
        }
    }
}
