using AvianVox.Listening.Status;
using AvianVox.Station.Journal;

namespace AvianVox.Station.Health;

/// <summary>How the station fares, as it is published once a minute.</summary>
public sealed record StationHealth
{
    /// <summary>When this was taken, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Name and version of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Whether the system's clock is known to be right.</summary>
    public bool IsClockSynchronised { get; init; } = true;

    /// <summary>Seconds since the start.</summary>
    public required double UptimeSeconds { get; init; }

    /// <summary>Processor time used since the start, in seconds; above <see cref="UptimeSeconds"/> where several cores were busy.</summary>
    public required double ProcessorSeconds { get; init; }

    /// <summary>Resident memory in bytes.</summary>
    public required long ResidentBytes { get; init; }

    /// <summary>The sources, in the order of the configuration.</summary>
    public required IReadOnlyList<SourceHealth> Sources { get; init; }

    /// <summary>The sinks, in the order of the configuration.</summary>
    public IReadOnlyList<SinkHealth> Sinks { get; init; } = [];

    /// <summary>How the journal fares.</summary>
    public JournalProgress Journal { get; init; }

    /// <summary>How clips fare; null where none are kept.</summary>
    public ClipHealth? Clips { get; init; }

    /// <summary>What is written to the disk; null where the system does not tell.</summary>
    public DiskWear? Wear { get; init; }

    /// <summary>The cameras, in the order of the configuration.</summary>
    public IReadOnlyList<CameraHealth> Cameras { get; init; } = [];
}
