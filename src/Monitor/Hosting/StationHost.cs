using AvianVox.Monitor.Camera;
using AvianVox.Monitor.Clips;
using AvianVox.Monitor.Clocks;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Detection;
using AvianVox.Monitor.Health;
using AvianVox.Monitor.Journal;
using AvianVox.Monitor.Mqtt;
using AvianVox.Monitor.Sinks;
using AvianVox.Monitor.Watchdog;
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
        using var models = StationModels.Load(options);
        var kernel = new KernelClock();
        var clock = new StationClock(
            settings.Clock ?? (options.Station.Clock == ClockTrust.Trusted ? new TrustedClock(kernel.Boot) : kernel), settings.Time);
        var sources = settings.Sources ?? new SourceFactory(settings.Time, options.IsPrompt);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "avianvox" });
        AddLogging(builder, options, settings);
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopLimit);
        builder.Services
            .AddSingleton(settings with { WaitForDevices = settings.WaitForDevices || WatchdogRegistration.IsManaged })
            .AddSingleton(settings.Time)
            .AddSingleton(options)
            .AddSingleton(models)
            .AddSingleton(clock)
            .AddSingleton(sources)
            .AddSingleton(_ => new HealthReporter(models.Names, settings.Time, clock))
            .AddSingleton<IHealthReporter>(services => services.GetRequiredService<HealthReporter>())
            .AddSingleton<IJournal>(services => SqliteJournal.Open(
                options.Data.Folder, options.Station.Id, settings.Time, services.GetRequiredService<ILogger<SqliteJournal>>(), TimeSpan.FromSeconds(options.Data.CommitSeconds)))
            .AddSingleton(new SnoozeList(models.Labels, TimeSpan.FromHours(options.Detector.Rules.Snooze.MaxHours), settings.Time))
            .AddSingleton<ISnooze>(services => services.GetRequiredService<SnoozeList>())
            .AddSingleton(services => new CameraFactory(options, new SystemGpio(), settings.Time, services.GetRequiredService<ILogger<CameraService>>()).Create(models.Labels))
            .AddSingleton<ICamera>(services => services.GetRequiredService<CameraService>())
            .AddSingleton<IDetectionAttachment>(services => services.GetRequiredService<CameraService>())
            .AddSingleton<IRuleReload>(new RuleReload(settings.Reload, [.. models.All.Select(model => model.Policy)]))
            .AddSingleton(services => new DetectorFactory(
                services.GetRequiredService<SnoozeList>(),
                services.GetService<IClipBlanker>(),
                settings.Rejections ?? (settings.Explains ? new RejectionLog(services.GetRequiredService<ILoggerFactory>().CreateLogger(RejectionLog.Category), Zone(options)) : null)))
            .AddSingleton<StationService>();
        builder.Services
            .AddServiceWatch(options)
            .AddSingleton<IStationCommand>(services => new SnoozeCommand(services.GetRequiredService<ISnooze>()))
            .AddSingleton<IStationCommand>(services => new ReloadCommand(services.GetRequiredService<IRuleReload>()))
            .AddSingleton<IStationCommand>(services => new PictureCommand(services.GetService<ICamera>()))
            .AddStationSinks(options)
            .AddStationClips(options)
            .AddSingleton(services => new Delivery(
                services.GetRequiredService<IJournal>(), SinkRegistration.Names(options), settings.Time, services.GetRequiredService<ILogger<Delivery>>()))
            .AddHostedService(services => services.GetRequiredService<StationService>());
        if (options.Sources.Any(source => sources.IsDevice(source) || source.Input == SourceInput.StandardInput))
        {
            // A recording's time is its own.
            builder.Services.AddHostedService<ClockWatch>();
        }

        using var host = builder.Build();
        // Taken out first: the run disposes the host.
        var station = host.Services.GetRequiredService<StationService>();
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await host.RunAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            // Stopped before it had started, such as while a device was opened: as good a stop as any.
        }

        return station.ExitCode;
    }

    /// <summary>Time zone of what people read.</summary>
    /// <param name="options">Validated configuration.</param>
    public static TimeZoneInfo Zone(StationOptions options) =>
        options.Station.TimeZone is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : TimeZoneInfo.Local;

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
                terminal.Zone = Zone(options);
                terminal.Time = settings.Time;
                terminal.ShowsTraces = settings.IsVerbose;
            });
    }
}
