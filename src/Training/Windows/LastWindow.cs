using AvianVox.Dsp.Windows;

namespace AvianVox.Training.Windows;

/// <summary>Keeps a copy of the last window of a stream.</summary>
internal sealed class LastWindow : IWindowSink
{
    private float[] _window = [];

    /// <summary>The window; empty before the first, overwritten by the next.</summary>
    public ReadOnlySpan<float> Window => _window;

    /// <inheritdoc />
    public void OnWindow(long firstSample, ReadOnlySpan<float> window)
    {
        if (_window.Length != window.Length)
        {
            _window = new float[window.Length];
        }

        window.CopyTo(_window);
    }
}
