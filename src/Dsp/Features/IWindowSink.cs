namespace AvianVox.Dsp.Features;

/// <summary>Receives windows as a stream yields them.</summary>
public interface IWindowSink
{
    /// <summary>Takes one window. The span is valid only during the call.</summary>
    /// <param name="firstSample">Position of the window's first sample, at the specification's sample rate.</param>
    /// <param name="window">Scaled input, row-major (row, frame); length <see cref="FeatureSpec.WindowValues"/>.</param>
    void OnWindow(long firstSample, ReadOnlySpan<float> window);
}
