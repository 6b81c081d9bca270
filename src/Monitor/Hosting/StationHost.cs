using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Programs;
using AvianVox.Listening.Sources;
using AvianVox.Monitor.Configuration;
using AvianVox.Station.Camera;
using AvianVox.Station.Clips;
using AvianVox.Station.Commands;
using AvianVox.Station.Events;
using AvianVox.Station.Exec;
using AvianVox.Station.Health;
using AvianVox.Station.Influx;
using AvianVox.Station.Journal;
using AvianVox.Station.Mqtt;
using AvianVox.Station.Sinks;
using AvianVox.Station.Watchdog;
using AvianVox.Station.Webhook;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace AvianVox.Monitor.Hosting;

/// <summary>
/// Puts a station together and runs it until it is told to stop (SIGTERM, SIGINT), or its recordings have ended.
/// Services start in the order broker, publisher, pipelines, and stop in the reverse one, so that the last detection
/// still finds its way out.
/// </summary>
internal static class StationHost
{
    /// <summary>Within this everything has stopped, flushed or not.</summary>
    public static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    /// <summary>Runs a station.</summary>
    /// <param name="options">Validated configuration.</param>
    /// <param name="settings">What the command line decided.</param>
    /// <param name="cancellation">Stops it, as the signals do.</param>
    /// <returns>What the process tells whoever started it.</returns>
    /// <exception cref="StationException">A source cannot be opened.</exception>
    public static async Task<int> RunAsync(StationOptions options, HostSettings settings, CancellationToken cancellation)
    {
        FilePrivacy.KeepFromOthers();
        using var models = StationModels.Load(options);
        var kernel = new KernelClock();
        var clock = new StationClock(
            settings.Clock ?? (options.Station.Clock == ClockTrust.Trusted ? new TrustedClock(kernel.Boot) : kernel), settings.Time);
        var sources = settings.Sources ?? new SourceFactory(settings.Time, options.IsPrompt, options.Station.Zone);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "avianvox" });
        AddLogging(builder, options, settings);
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopLimit);
        builder.Services
            .AddSingleton(settings with { WaitForDevices = settings.WaitForDevices || WatchdogRegistration.IsManaged })
            .AddSingleton(settings.Time)
            .AddSingleton(options)
            .AddSingleton(options.Station)
            .AddSingleton(options.Data)
            .AddSingleton(models)
            .AddSingleton(clock)
            .AddSingleton(sources)
            .AddSingleton(_ => new HealthReporter(models.Names, settings.Time, clock))
            .AddSingleton<IHealthReporter>(services => services.GetRequiredService<HealthReporter>())
            .AddJournal()
            .AddSingleton(new SnoozeList(models.Labels, TimeSpan.FromHours(options.Detector.Rules.Snooze.MaxHours), settings.Time))
            .AddSingleton<ISnooze>(services => services.GetRequiredService<SnoozeList>())
            .AddSingleton<IRuleReload>(new RuleReload(settings.Reload, [.. models.All.Select(model => model.Policy)]))
            .AddSingleton(services => new DetectorFactory(
                services.GetRequiredService<SnoozeList>(),
                services.GetService<IClipBlanker>(),
                settings.Rejections ?? (settings.Explains ? new RejectionLog(services.GetRequiredService<ILoggerFactory>().CreateLogger(RejectionLog.Category), options.Station.Zone) : null)))
            .AddSingleton(services => Events(options, settings, services))
            .AddSingleton(services => new ListeningParts(
                models,
                services.GetRequiredService<DetectorFactory>(),
                clock,
                services.GetRequiredService<StationEvents>(),
                services.GetRequiredService<IJournalAppender>(),
                services.GetService<ClipKeeper>()))
            .AddSingleton<SourceListeners>()
            .AddSingleton<StationService>();
        // A host stops its services in reverse: the broker is there until the sinks have delivered what the sources gave last.
        builder.Services
            .AddServiceWatch(options.Data, options.Station.Zone)
            .AddDetectorCommands()
            .AddCameras(options.Cameras, models.Labels)
            .AddMqtt(options.Mqtt, [.. options.Sources.Select(source => source.Name)])
            .AddInflux(options.Influx)
            .AddWebhook(options.Webhook)
            .AddExec(options.Exec)
            .AddSinkService(options.Sinks)
            .AddStationClips(options.Clips, options.Data)
            .AddSingleton(services => new Delivery(
                services.GetRequiredService<IJournalLog>(),
                [.. services.GetServices<SinkDescription>().Select(sink => sink.Name)],
                settings.Time,
                services.GetRequiredService<ILogger<Delivery>>()))
            .AddHostedService(services => services.GetRequiredService<StationService>());
        if (options.Sources.Any(source => sources.IsDevice(source) || source.Input == SourceInput.StandardInput))
        {
            // A recording's time is its own.
            builder.Services.AddHostedService<ClockWatch>();
        }

        using var host = builder.Build();
        // Taken out first: the run disposes the host.
        var station = host.Services.GetRequiredService<StationService>();
        var journal = host.Services.GetRequiredService<IJournalMaintenance>();
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await host.RunAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            // Stopped before it had started, such as while a device was opened: as good a stop as any.
        }

        return station.ExitCode == ExitCodes.Ok && !journal.Progress.IsWhole ? ExitCodes.InputOutput : station.ExitCode;
    }

    /// <summary>The way of detections: to the cameras, and with what belongs to them to the journal and whoever listens.</summary>
    private static StationEvents Events(StationOptions options, HostSettings settings, IServiceProvider services)
    {
        var cameras = services.GetRequiredService<CameraService>();
        services.GetRequiredService<HealthReporter>().Cameras = () => cameras.Health;
        var logs = services.GetRequiredService<ILoggerFactory>();
        var journal = services.GetRequiredService<IJournalAppender>();
        IDetectionSink last = new DetectionJournal(journal, logs.CreateLogger(DetectionJournal.Category), options.Station.Zone);
        last = settings.Listener is { } listener ? new DetectionFork(last, listener) : last;
        var attachments = services.GetServices<IDetectionAttachment>();
        return new StationEvents(
            cameras,
            new DetectionAssembler(last, [.. attachments], settings.Time, logs.CreateLogger<DetectionAssembler>()));
    }

    private static void AddLogging(HostApplicationBuilder builder, StationOptions options, HostSettings settings)
    {
        builder.Logging
            .SetMinimumLevel(settings.IsVerbose ? LogLevel.Debug : settings.IsQuiet ? LogLevel.Warning : LogLevel.Information)
            // The host logs a failed start with its trace; the command line tells it in one line.
            .AddFilter("Microsoft.Extensions.Hosting", settings.IsVerbose ? LogLevel.Debug : LogLevel.None)
            .AddFilter(RejectionLog.Category, LogLevel.Information)
            .AddConsole(console =>
            {
                // The system's log has a time of its own, and takes the level from a prefix.
                console.FormatterName = SystemdHelpers.IsSystemdService() ? ConsoleFormatterNames.Systemd : TerminalFormatter.FormatterName;
                console.LogToStandardErrorThreshold = LogLevel.Warning;
            })
            .AddConsoleFormatter<TerminalFormatter, TerminalFormatterOptions>(terminal =>
            {
                terminal.Zone = options.Station.Zone;
                terminal.Time = settings.Time;
                terminal.ShowsTraces = settings.IsVerbose;
            });
    }
}
