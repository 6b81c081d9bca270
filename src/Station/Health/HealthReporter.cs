using System.Reflection;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Status;
using AvianVox.Station.Journal;

namespace AvianVox.Station.Health;

/// <summary>Gathers how the station fares from its sources and the process.</summary>
/// <param name="model">Name and version of the model.</param>
/// <param name="time">The station's time.</param>
/// <param name="clock">Tells whether it is right; null where nobody does.</param>
public sealed class HealthReporter(string model, TimeProvider time, StationClock? clock = null) : IHealthReporter
{
    /// <summary>Version of the program, without the build's hash.</summary>
    public static readonly string Version = typeof(HealthReporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>When the station started.</summary>
    private readonly long _start = time.GetTimestamp();

    /// <summary>Guards <see cref="_sources"/>.</summary>
    private readonly Lock _gate = new();

    /// <summary>The sources, in the order of the configuration.</summary>
    private readonly List<SourceStatus> _sources = [];

    /// <summary>Tells how each sink fares.</summary>
    private readonly List<Func<SinkHealth>> _sinks = [];

    /// <summary>What the process writes to the disk.</summary>
    private readonly WriteMeter _wear = WriteMeter.OfProcess(time);

    /// <summary>How the journal fares; set before the first snapshot.</summary>
    public Func<JournalProgress>? Journal { get; set; }

    /// <summary>How clips fare; null where none are kept. Set before the station starts.</summary>
    public Func<ClipHealth>? Clips { get; set; }

    /// <inheritdoc />
    public event EventHandler? Changed;

    /// <summary>Tells how the cameras fare; set before the first snapshot.</summary>
    public Func<IReadOnlyList<CameraHealth>> Cameras { get; set; } = () => [];

    /// <summary>Adds a source.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="changed">Told each new state of it; null for nobody.</param>
    /// <param name="itsModel">Name and version of the model that listens to it; null for the station's.</param>
    /// <returns>What its pipeline reports to.</returns>
    public SourceStatus Add(string name, Action<SourceState>? changed = null, string? itsModel = null)
    {
        var status = new SourceStatus(name, state =>
        {
            changed?.Invoke(state);
            Changed?.Invoke(this, EventArgs.Empty);
        }, time)
        {
            Model = itsModel ?? model,
            Overran = () => Changed?.Invoke(this, EventArgs.Empty),
        };
        lock (_gate)
        {
            _sources.Add(status);
        }

        return status;
    }

    /// <summary>Says that something changed which is worth a message of its own.</summary>
    public void Tell() => Changed?.Invoke(this, EventArgs.Empty);

    /// <summary>How far the sources have come.</summary>
    public IReadOnlyList<SourceProgress> Progress() => [.. Sources().SelectMany(source => source.Progress())];

    /// <summary>Adds a sink.</summary>
    /// <param name="sink">Tells how it fares; safe for several threads.</param>
    public void Add(Func<SinkHealth> sink)
    {
        lock (_gate)
        {
            _sinks.Add(sink);
        }
    }

    /// <inheritdoc />
    public StationHealth Snapshot()
    {
        Func<SinkHealth>[] sinks;
        lock (_gate)
        {
            sinks = [.. _sinks];
        }

        return new StationHealth
        {
            Time = time.GetUtcNow(),
            Version = Version,
            Model = model,
            IsClockSynchronised = clock?.IsSynchronised ?? true,
            UptimeSeconds = time.GetElapsedTime(_start).TotalSeconds,
            ProcessorSeconds = Environment.CpuUsage.TotalTime.TotalSeconds,
            ResidentBytes = Environment.WorkingSet,
            Sources = [.. Sources().Select(source => source.Snapshot())],
            Sinks = [.. sinks.Select(sink => sink())],
            Journal = Journal?.Invoke() ?? default,
            Clips = Clips?.Invoke(),
            Wear = _wear.Read(),
            Cameras = Cameras(),
        };
    }

    private SourceStatus[] Sources()
    {
        lock (_gate)
        {
            return [.. _sources];
        }
    }
}
