using AvianVox.Station.Health;
using AvianVox.Station.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Watchdog;

/// <summary>Adds the watch over the station, and its word with the service manager, to a host.</summary>
/// <remarks>
/// In place of the framework's own AddSystemd: that calls a service ready as soon as its code has started, long before a
/// microphone gives sound, sends no sign of life, and takes only a parent process named systemd for a manager.
/// </remarks>
public static class WatchdogRegistration
{
    /// <summary>Whether a service manager listens (NOTIFY_SOCKET).</summary>
    public static bool IsManaged => new SystemdNotifier().IsEnabled;

    /// <summary>Adds the watch.</summary>
    /// <param name="services">Must hold <see cref="HealthReporter"/>, the journal and <see cref="TimeProvider"/>.</param>
    /// <param name="data">Where the journal is.</param>
    /// <param name="zone">Time zone of what people read.</param>
    public static IServiceCollection AddServiceWatch(this IServiceCollection services, DataOptions data, TimeZoneInfo zone) =>
        services
            .AddSingleton<ISystemdNotifier>(_ => new SystemdNotifier())
            .AddHostedService(provider => new ServiceWatch(
                new ServiceManager(
                    provider.GetRequiredService<ISystemdNotifier>(),
                    WatchdogRequest.Read(Environment.GetEnvironmentVariable),
                    provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping),
                provider.GetRequiredService<HealthReporter>(),
                provider.GetRequiredService<IJournalMaintenance>(),
                new TodayText(new TodayCount(provider.GetRequiredService<IJournalLog>(), since => Tally(data.Folder, since)).Since, zone),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ServiceWatch>>()));

    private static DayTally? Tally(string folder, DateTimeOffset since)
    {
        try
        {
            using var journal = JournalReader.Open(folder);
            return journal.Tally(since);
        }
        catch (JournalException)
        {
            // A line of status is not worth a fault; the journal's writer tells of the disk.
            return null;
        }
    }
}
