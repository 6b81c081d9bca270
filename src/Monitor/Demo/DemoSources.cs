using AvianVox.Audio.Sources;
using AvianVox.Demo;
using AvianVox.Listening.Sources;

namespace AvianVox.Monitor.Demo;

/// <summary>Gives the station the dawn chorus for whatever source it asks.</summary>
/// <param name="chorus">The chorus.</param>
/// <param name="samples">Length; null for no end.</param>
/// <param name="terminal">Told what has been played.</param>
/// <param name="time">The station's time.</param>
internal sealed class DemoSources(DawnChorus chorus, long? samples, DemoTerminal terminal, TimeProvider time) : ISourceFactory
{
    /// <inheritdoc />
    public IAudioSource Create(SourceOptions options, Action<string>? tell = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var source = new DawnChorusSource(chorus, samples, options.Pace == Pace.Max ? RecordingPace.Max : RecordingPace.Real, time);
        source.Played += terminal.Played;
        return source;
    }

    /// <inheritdoc />
    public bool IsDevice(SourceOptions options) => false;
}
