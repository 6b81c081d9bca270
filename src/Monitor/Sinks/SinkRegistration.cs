using AvianVox.Classification.Packages;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Detection;
using AvianVox.Monitor.Exec;
using AvianVox.Monitor.Health;
using AvianVox.Monitor.Influx;
using AvianVox.Monitor.Journal;
using AvianVox.Monitor.Mqtt;
using AvianVox.Monitor.Webhook;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AvianVox.Monitor.Sinks;

/// <summary>Adds the sinks that are switched on, and the embedded broker where it is wanted, to a host.</summary>
internal static class SinkRegistration
{
    /// <summary>Names of the sinks that are switched on.</summary>
    /// <param name="options">Checked options.</param>
    public static IReadOnlyList<string> Names(StationOptions options) =>
    [
        .. options.Mqtt.Broker == MqttMode.Off ? Array.Empty<string>() : [MqttSink.SinkName],
        .. options.Influx.Url is null ? Array.Empty<string>() : [InfluxSink.SinkName],
        .. options.Webhook.Url is null ? Array.Empty<string>() : [WebhookSink.SinkName],
        .. options.Exec.Command is null ? Array.Empty<string>() : [ExecSink.SinkName],
    ];

    /// <summary>Notes every species of the sinks that no model of the station knows: its filter would keep all from the sink.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="labels">Labels of the station's models.</param>
    /// <param name="faults">Receives the faults.</param>
    public static void Check(StationOptions options, IReadOnlyList<Label> labels, ICollection<ConfigurationFault> faults)
    {
        var settings = new LabelSettings(labels, faults);
        settings.Among(options.Mqtt.Species, "Mqtt:Species");
        settings.Among(options.Influx.Species, "Influx:Species");
        settings.Among(options.Webhook.Species, "Webhook:Species");
        settings.Among(options.Exec.Species, "Exec:Species");
    }

    /// <summary>
    /// Adds them. Call it before the pipelines are added: a host stops its services in reverse, so that the pipelines write
    /// their last entries before the sinks deliver them, and the broker is there until they have.
    /// </summary>
    /// <param name="services">Must hold <see cref="IJournal"/>, <see cref="HealthReporter"/> and <see cref="TimeProvider"/>; each <see cref="IStationCommand"/> in it can be given by MQTT.</param>
    /// <param name="options">Checked options.</param>
    public static IServiceCollection AddStationSinks(this IServiceCollection services, StationOptions options)
    {
        if (options.Mqtt.Broker == MqttMode.Embedded)
        {
            services.AddSingleton<IHostedService>(provider => new MqttBrokerService(options.Mqtt, provider.GetRequiredService<ILogger<MqttBrokerService>>()));
        }

        return services.AddSingleton<IHostedService>(provider => Create(options, provider));
    }

    private static SinkService Create(StationOptions options, IServiceProvider provider)
    {
        var journal = provider.GetRequiredService<IJournal>();
        var reporter = provider.GetRequiredService<HealthReporter>();
        var time = provider.GetRequiredService<TimeProvider>();
        var logger = provider.GetRequiredService<ILogger<SinkService>>();
        string Health() => HealthJson.Write(options.Station.Id, reporter.Snapshot(), journal.LastSequence);
        var runners = new List<SinkRunner>();
        foreach (var name in Names(options))
        {
            (ISink sink, SinkFilterOptions filter) = name switch
            {
                MqttSink.SinkName => ((ISink)new MqttSink(options, Health, reporter, [.. provider.GetServices<IStationCommand>()], time, logger), (SinkFilterOptions)options.Mqtt),
                InfluxSink.SinkName => (new InfluxSink(options.Influx, options.Station.Id, time), options.Influx),
                WebhookSink.SinkName => (new WebhookSink(options.Webhook, time), options.Webhook),
                _ => (new ExecSink(options.Exec, time), options.Exec),
            };
            var runner = new SinkRunner(sink, new EntryFilter(filter), journal, new Backoff(time, Random.Shared), time, logger);
            reporter.Add(runner.Health);
            runners.Add(runner);
        }

        return new SinkService(runners, journal, new PruneRule(Names(options), options.Sinks.KeepDelivered, options.Sinks.KeepWaiting), Health, time, logger);
    }
}
