using AvianVox.Dsp.Windows;

namespace AvianVox.Dsp.Tests.Windows;

/// <summary>Keeps a copy of every window.</summary>
internal sealed class WindowCollector : IWindowSink
{
    public List<(long FirstSample, float[] Values)> Windows { get; } = [];

    public void OnWindow(long firstSample, ReadOnlySpan<float> window) => Windows.Add((firstSample, window.ToArray()));
}
