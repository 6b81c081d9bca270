using AvianVox.Audio;
using AvianVox.Listening.Pipeline;
using AvianVox.Listening.Programs;
using AvianVox.Listening.Sources;
using AvianVox.Listening.Status;
using AvianVox.Monitor.Configuration;
using AvianVox.Station.Health;
using AvianVox.Station.Scheduling;
using Microsoft.Extensions.Logging;

namespace AvianVox.Monitor.Hosting;

/// <summary>All sources of a station.</summary>
/// <param name="options">The configuration.</param>
/// <param name="settings">What the command line decided.</param>
/// <param name="factory">Makes the sources.</param>
/// <param name="health">Told how they fare.</param>
/// <param name="parts">What their pipelines share.</param>
/// <param name="log">For people.</param>
internal sealed class SourceListeners(
    StationOptions options,
    HostSettings settings,
    ISourceFactory factory,
    HealthReporter health,
    ListeningParts parts,
    ILogger<SourceListeners> log) : IAsyncDisposable
{
    private readonly List<SourceListener> _all = [];

    /// <summary>All of them, once opened.</summary>
    public IReadOnlyList<SourceListener> All => _all;

    /// <summary>Opens those that are not waited for.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StationException">One cannot be opened and is not waited for.</exception>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        foreach (var source in options.Sources)
        {
            var isDevice = factory.IsDevice(source);
            var status = health.Add(source.Name, state => TellListening(source.Name, isDevice, state), parts.Models.For(source).Name);
            var gate = Gate(source);
            var capture = new SourceCapture(
                () => factory.Create(source, said => log.LogWarning("{Source}: {Said}", source.Name, said)),
                isDevice,
                status,
                settings.Time,
                log,
                gate);
            var listener = new SourceListener(source, capture, status, parts, options.IsPrompt(source), log);
            _all.Add(listener);
            if (isDevice && (settings.WaitForDevices || source.WaitForDevice || gate is { IsOpen: false }))
            {
                continue;
            }

            try
            {
                await listener.OpenAsync(cancellation);
            }
            catch (AudioException fault)
            {
                throw new StationException($"{source.Name}: {fault.Message}", isDevice ? ExitCodes.Unavailable : ExitCodes.NoInput, fault);
            }
        }
    }

    /// <summary>Tells people which models listen to how many sources.</summary>
    public void TellModels()
    {
        foreach (var model in parts.Models.All)
        {
            log.LogInformation(
                "Model {Model}, {Labels} labels; {Sources} source(s)",
                model.Name,
                model.Labels.Count,
                options.Sources.Count(source => parts.Models.For(source) == model));
            if (model.Policy.Current.Range is { Unknown: { Count: > 0 } unknown })
            {
                log.LogWarning(
                    "{File}: {Count} line(s) name species that the model does not know, and are passed over; the first is line {Line}, {Species}",
                    options.Detector.Rules.Range.File,
                    unknown.Count,
                    unknown[0].Line,
                    unknown[0].Species);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _all)
        {
            await listener.DisposeAsync();
        }
    }

    /// <summary>When a source is listened to; null for always.</summary>
    private ScheduleGate? Gate(SourceOptions source)
    {
        if (source.Schedule is not { } text || !Schedule.TryParse(text, out var spans))
        {
            return null;
        }

        var zone = options.Station.Zone;
        var place = new Place(zone, options.Station.Latitude ?? 0, options.Station.Longitude ?? 0);
        return new ScheduleGate(new Schedule(spans, place), parts.Clock, zone, settings.Time);
    }

    /// <summary>Says that sound really flows: a microphone may be open and give nothing.</summary>
    private void TellListening(string source, bool isDevice, SourceState state)
    {
        if (isDevice && state == SourceState.Listening)
        {
            log.LogInformation("{Source}: listening", source);
        }
    }
}
