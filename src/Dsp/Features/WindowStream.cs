using System.Diagnostics.CodeAnalysis;
using AvianVox.Dsp.Windows;

namespace AvianVox.Dsp.Features;

/// <summary>
/// Makes windows of features. Allocates nothing after construction; one thread at a time.
/// </summary>
/// <remarks>
/// Window i covers the frames i * stride to i * stride + WindowFrames - 1 since the last reset. The same samples give
/// the same bits whatever the blocks, and the same as <see cref="OfflineFeatures.Windows"/> without padding.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of windows, in the field's own word; no System.IO.Stream is meant.")]
public sealed class WindowStream : IWindowStream
{
    private readonly FeatureExtractor _extractor;
    private readonly FrameSink _frames;

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
        _frames = new FrameSink(new WindowAssembler(_extractor.Kernel), spec, strideFrames);
    }

    /// <summary>What is computed.</summary>
    public FeatureSpec Spec { get; }

    /// <summary>Frames between the starts of two windows.</summary>
    public int StrideFrames { get; }

    /// <inheritdoc />
    public int SampleRate => Spec.SampleRate;

    /// <inheritdoc />
    public int WindowValues => Spec.WindowValues;

    /// <inheritdoc />
    public int WindowSamples => Spec.WindowSamples;

    /// <inheritdoc />
    public int StrideSamples => StrideFrames * Spec.Hop;

    /// <inheritdoc />
    public void Reset(long firstSample)
    {
        _extractor.Reset(firstSample);
        _frames.Reset();
    }

    /// <inheritdoc />
    public void Push(ReadOnlySpan<float> samples, IWindowSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        _frames.Target = sink;
        _extractor.Push(samples, _frames);
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

        public void Reset() => _missing = spec.WindowFrames;

        public void OnFrame(long firstSample, FrameFeatures frame)
        {
            assembler.Add();
            if (--_missing > 0)
            {
                return;
            }

            _missing = stride;
            Target!.OnWindow(firstSample - _reach, assembler.Window(_clamp));
        }
    }
}
