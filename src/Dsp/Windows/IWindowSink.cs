namespace AvianVox.Dsp.Windows;

/// <summary>Receives windows as a stream yields them.</summary>
public interface IWindowSink
{
    /// <summary>Takes one window. The span is valid only during the call.</summary>
    /// <param name="firstSample">Position of the window's first sample, at the model's sample rate.</param>
    /// <param name="window">The model's input; length <see cref="IWindowStream.WindowValues"/>.</param>
    void OnWindow(long firstSample, ReadOnlySpan<float> window);
}
