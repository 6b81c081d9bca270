using AvianVox.Station.Health;
using AvianVox.Station.Identity;
using AvianVox.Station.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Sinks;

/// <summary>Adds what runs the sinks to a host.</summary>
public static class SinkRegistration
{
    /// <summary>Adds a sink.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">Name of its cursor.</param>
    /// <param name="filter">Which detections it is given.</param>
    /// <param name="create">Makes it.</param>
    public static IServiceCollection AddSink(
        this IServiceCollection services,
        string name,
        SinkFilterOptions filter,
        Func<IServiceProvider, ISink> create) =>
        services.AddSingleton(provider => new SinkDescription(name, filter, () => create(provider)));

    /// <summary>
    /// Adds the service that runs all sinks. Call it before the pipelines are added: a host stops its services in reverse, so that the
    /// pipelines write their last entries before the sinks deliver them.
    /// </summary>
    /// <param name="services">Must hold the journal, <see cref="HealthReporter"/>, <see cref="IdentityOptions"/> and
    /// <see cref="TimeProvider"/>.</param>
    /// <param name="options">Checked options.</param>
    public static IServiceCollection AddSinkService(this IServiceCollection services, SinksOptions options) => services
        .AddSingleton(provider => new HealthText(
            provider.GetRequiredService<IdentityOptions>().Id, provider.GetRequiredService<HealthReporter>(), () =>
                provider.GetRequiredService<IJournalLog>().LastSequence))
        .AddSingleton<IHostedService>(provider => Create(options, provider));

    private static SinkService Create(SinksOptions options, IServiceProvider provider)
    {
        var log = provider.GetRequiredService<IJournalLog>();
        var reporter = provider.GetRequiredService<HealthReporter>();
        var maintenance = provider.GetRequiredService<IJournalMaintenance>();
        reporter.Journal = () => maintenance.Progress;
        maintenance.Changed += (_, _) => reporter.Tell();
        var time = provider.GetRequiredService<TimeProvider>();
        var logger = provider.GetRequiredService<ILogger<SinkService>>();
        var runners = new List<SinkRunner>();
        foreach (var sink in provider.GetServices<SinkDescription>())
        {
            var runner = new SinkRunner(sink.Create(), new EntryFilter(sink.Filter), log, new Backoff(time, Random.Shared), time, logger);
            reporter.Add(runner.Health);
            runners.Add(runner);
        }

        var rule = new PruneRule([.. runners.Select(runner => runner.Sink.Name)], options.KeepDelivered, options.KeepWaiting);
        Action? tell = null;
        if (runners.Any(runner => runner.Sink.Kinds.Contains(JournalKind.Health)))
        {
            var journal = provider.GetRequiredService<IJournalAppender>();
            var message = provider.GetRequiredService<HealthText>();
            tell = () => journal.AppendHealth(message.Write());
        }

        return new SinkService(runners, new LogKeeper(maintenance, rule, tell, time, logger));
    }
}
