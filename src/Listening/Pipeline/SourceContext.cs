using AvianVox.Audio.Sources;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Records;
using AvianVox.Listening.Status;

namespace AvianVox.Listening.Pipeline;

/// <summary>What all stages of one source share.</summary>
/// <param name="Format">What the source is.</param>
/// <param name="Clock">Maps its positions to UTC.</param>
/// <param name="Log">What is heard is written down there.</param>
/// <param name="Status">Told how it goes.</param>
/// <param name="Station">The system's clock, and the station's time.</param>
public sealed record SourceContext(
    SourceFormat Format,
    SourceClock Clock,
    IListeningLog Log,
    SourceStatus Status,
    StationClock Station)
{
    /// <summary>Whether what is heard is wanted soon.</summary>
    public bool IsPrompt { get; init; }

    /// <summary>Name of the source.</summary>
    public string Name => Status.Name;

    /// <summary>The station's time.</summary>
    public TimeProvider Time => Station.Time;

    /// <summary>Puts a source's context together.</summary>
    /// <param name="format">What it turned out to be.</param>
    /// <param name="log">What is heard is written down there.</param>
    /// <param name="status">Told how it goes.</param>
    /// <param name="station">The system's clock.</param>
    public static SourceContext Create(SourceFormat format, IListeningLog log, SourceStatus status, StationClock station) =>
        new(format, new SourceClock(format.SampleRate, station.Boot), log, status, station);
}
