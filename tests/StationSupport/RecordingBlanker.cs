using AvianVox.Listening.Detection;

namespace AvianVox.StationSupport;

/// <summary>Keeps what was blanked.</summary>
internal sealed class RecordingBlanker : IClipBlanker
{
    public List<(string Source, long From, long To)> Spans { get; } = [];

    public void Blank(string source, long fromPosition, long toPosition) => Spans.Add((source, fromPosition, toPosition));
}
