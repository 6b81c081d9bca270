namespace AvianVox.Dsp.Features;

/// <summary>Receives frames as a stream yields them.</summary>
public interface IFrameSink
{
    /// <summary>Takes one frame. Its spans are valid only during the call.</summary>
    /// <param name="firstSample">Position of the frame's first sample, at the specification's sample rate.</param>
    /// <param name="frame">What was computed of it.</param>
    void OnFrame(long firstSample, FrameFeatures frame);
}
