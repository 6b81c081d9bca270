using AvianVox.Dsp.Features;
using AvianVox.Dsp.Windows;

namespace AvianVox.Bench.Dsp;

/// <summary>A 60 s clip to features by the default specification: 128 log-mel bands and 20 MFCC per hop of 512 at 22,050 Hz.</summary>
internal sealed class FeatureWork : IWindowSink, IFrameSink
{
    /// <summary>Length of the clip.</summary>
    public const double Seconds = 60;

    private readonly FeatureExtractor _frames = new(new FeatureSpec());
    private readonly WindowStream _windows = new(new FeatureSpec(), 32);
    private readonly OfflineFeatures _offline = new(new FeatureSpec { OfflineClamp = DecibelClamp.File, OfflineEdges = EdgePadding.Reflect });
    private readonly float[] _clip = Signals.Noise((int)(Seconds * 22_050));

    /// <summary>Frames or windows received.</summary>
    public long Received { get; private set; }

    /// <summary>Log mel and MFCC of every frame of a stream.</summary>
    public void Frames()
    {
        _frames.Reset(0);
        _frames.Push(_clip, this);
    }

    /// <summary>The classifier's windows of a stream in blocks of 10 ms, four a window length.</summary>
    public void Windows()
    {
        _windows.Reset(0);
        for (var at = 0; at + 220 <= _clip.Length; at += 220)
        {
            _windows.Push(_clip.AsSpan(at, 220), this);
        }
    }

    /// <summary>Whole matrices as librosa makes them, allocation included.</summary>
    public void Matrices() => Received += _offline.Extract(_clip).Frames;

    public void OnFrame(long firstSample, FrameFeatures frame) => Received++;

    public void OnWindow(long firstSample, ReadOnlySpan<float> window) => Received++;
}
