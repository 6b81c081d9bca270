using AvianVox.Dsp.Windows;

namespace AvianVox.Dsp.Features;

/// <summary>
/// Computes the features of whole recordings with the kernels of the stream. Where padding and clamp are the
/// stream's, so are the bits; with <see cref="EdgePadding.Reflect"/> or <see cref="EdgePadding.Zero"/> and
/// <see cref="DecibelClamp.File"/> the values are librosa's. One thread at a time.
/// </summary>
public sealed class OfflineFeatures
{
    private readonly FrameKernel _kernel;
    private readonly EdgeReader _edges;
    private readonly WindowAssembler _assembler;

    /// <summary>Plans the computation.</summary>
    /// <param name="spec">A specification without faults.</param>
    /// <param name="precise">
    /// Whether the power spectrum is computed in double precision, some ten times slower: the reference. The bits are
    /// then not the stream's; the values differ by more than 0.001 dB only more than 80 dB below the loudest bin.
    /// </param>
    /// <exception cref="ArgumentException">It has faults; the message lists them.</exception>
    public OfflineFeatures(FeatureSpec spec, bool precise = false)
    {
        _kernel = new FrameKernel(spec, precise);
        _edges = new EdgeReader(spec);
        _assembler = new WindowAssembler(_kernel);
        Spec = spec;
    }

    /// <summary>What is computed.</summary>
    public FeatureSpec Spec { get; }

    /// <summary>Number of frames of a recording.</summary>
    /// <param name="samples">Its length at the specification's sample rate.</param>
    public int FrameCount(int samples) => _edges.FrameCount(samples);

    /// <summary>Index of a frame's first sample; negative where padding comes first.</summary>
    /// <param name="frame">0 or more.</param>
    public long FrameStart(int frame) => _edges.FrameStart(frame);

    /// <summary>Power spectrum of every frame, |X|² of full scale 1.0: (FftSize / 2 + 1, frames).</summary>
    /// <param name="samples">Mono, at the specification's sample rate.</param>
    public FeatureMatrix StftPower(ReadOnlySpan<float> samples)
    {
        var power = new FeatureMatrix((Spec.FftSize / 2) + 1, FrameCount(samples.Length));
        for (var frame = 0; frame < power.Columns; frame++)
        {
            _kernel.Analyze(_edges.Frame(samples, frame));
            power.SetColumn(frame, _kernel.Power);
        }

        return power;
    }

    /// <summary>Mel power, log mel, decibels and MFCC of every frame.</summary>
    /// <param name="samples">Mono, at the specification's sample rate.</param>
    public RecordingFeatures Extract(ReadOnlySpan<float> samples)
    {
        var features = new RecordingFeatures(Spec, FrameCount(samples.Length));
        for (var frame = 0; frame < features.Frames; frame++)
        {
            _kernel.Analyze(_edges.Frame(samples, frame));
            var result = _kernel.Frame;
            features.Mel.SetColumn(frame, result.Mel);
            features.LogMel.SetColumn(frame, result.LogMel);
            features.Decibels.SetColumn(frame, result.Decibels);
            features.Mfcc.SetColumn(frame, result.Mfcc);
        }

        if (Spec.OfflineClamp == DecibelClamp.File && features.Frames > 0)
        {
            ClampToFile(features);
        }

        return features;
    }

    /// <summary>Yields the windows of a recording under the offline padding and clamp; a rest shorter than a window is left out.</summary>
    /// <param name="samples">Mono, at the specification's sample rate.</param>
    /// <param name="strideFrames">Frames between the starts of two windows; at least 1.</param>
    /// <param name="sink">
    /// Called once per window, in order, with the index of the window's first sample (negative where padding comes first).
    /// </param>
    public void Windows(ReadOnlySpan<float> samples, int strideFrames, IWindowSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentOutOfRangeException.ThrowIfLessThan(strideFrames, 1);
        var frames = FrameCount(samples.Length);
        float? clamp = Spec.OfflineClamp switch
        {
            DecibelClamp.Window => null,
            DecibelClamp.File => Loudest(samples) - (float)Spec.MfccTopDecibels,
            _ => float.NegativeInfinity,
        };
        for (var frame = 0; frame < frames; frame++)
        {
            _kernel.Analyze(_edges.Frame(samples, frame));
            _assembler.Add();
            var first = frame + 1 - Spec.WindowFrames;
            if (first >= 0 && first % strideFrames == 0)
            {
                sink.OnWindow(FrameStart(first), _assembler.Window(clamp));
            }
        }
    }

    /// <summary>Largest decibels of any frame.</summary>
    private float Loudest(ReadOnlySpan<float> samples)
    {
        var loudest = MelLogarithms.LowestDecibels;
        for (var frame = 0; frame < FrameCount(samples.Length); frame++)
        {
            _kernel.Analyze(_edges.Frame(samples, frame));
            foreach (var value in _kernel.Frame.Decibels)
            {
                loudest = Math.Max(loudest, value);
            }
        }

        return loudest;
    }

    private void ClampToFile(RecordingFeatures features)
    {
        var values = features.Decibels.Values;
        var floor = values.Max() - (float)Spec.MfccTopDecibels;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Math.Max(values[i], floor);
        }

        var column = new float[_kernel.PaddedBands];
        var mfcc = new float[Spec.MfccCount];
        for (var frame = 0; frame < features.Frames; frame++)
        {
            features.Decibels.CopyColumn(frame, column);
            _kernel.Mfcc(column, mfcc);
            features.Mfcc.SetColumn(frame, mfcc);
        }
    }
}
