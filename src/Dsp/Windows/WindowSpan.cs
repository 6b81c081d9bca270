namespace AvianVox.Dsp.Windows;

/// <summary>Which samples of a source a window is made of; positions at the source's rate.</summary>
/// <param name="Begin">Position of its first sample.</param>
/// <param name="End">Position behind its last sample; where its beginning fills a recording's last window, that behind the recording's last.</param>
/// <param name="Next">Position at which the next window begins, or would; no further than <paramref name="End"/>.</param>
public readonly record struct WindowSpan(long Begin, long End, long Next)
{
    /// <summary>Samples of the source that it is made of.</summary>
    public long Length => End - Begin;
}
