using AvianVox.Station.Commands;
using AvianVox.Station.Health;
using AvianVox.Station.Identity;
using AvianVox.Station.Journal;
using AvianVox.Station.Messages;
using AvianVox.Station.Mqtt.Broker;
using AvianVox.Station.Sinks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Mqtt;

/// <summary>Adds MQTT, and the embedded broker where it is wanted, to a host.</summary>
public static class MqttRegistration
{
    /// <summary>Adds them. Call it before the sinks' service is added, so that the broker is there until they have delivered.</summary>
    /// <param name="services">Must hold the station's identity, health and time; each <see cref="IStationCommand"/> in it can be given by
    /// MQTT.</param>
    /// <param name="options">Checked options.</param>
    /// <param name="sources">Names of the sources.</param>
    public static IServiceCollection AddMqtt(this IServiceCollection services, MqttOptions options, IReadOnlyList<string> sources)
    {
        services.AddSingleton(options);
        if (options.Broker == MqttMode.Off)
        {
            return services;
        }

        if (options.Broker == MqttMode.Embedded)
        {
            services.AddSingleton<IHostedService>(provider => new MqttBrokerService(
                options,
                provider.GetRequiredService<IdentityOptions>().Id,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<MqttBrokerService>>()));
        }

        return services.AddSink(MqttSink.SinkName, options, provider => Create(options, sources, provider));
    }

    private static MqttSink Create(MqttOptions options, IReadOnlyList<string> sources, IServiceProvider provider)
    {
        var station = provider.GetRequiredService<IdentityOptions>();
        var time = provider.GetRequiredService<TimeProvider>();
        var topics = new MqttTopics(options.TopicPrefix, station.Id);
        var messages = new MqttMessages(options, station, sources, topics);
        var logger = provider.GetRequiredService<ILogger<MqttSink>>();
        var folder = provider.GetRequiredService<DataOptions>().Folder;
        return new MqttSink(
            new MqttLink(options, station.Id, topics),
            messages,
            new MqttHealth(
                provider.GetRequiredService<HealthText>().Now, provider.GetRequiredService<HealthReporter>(), topics, options.SplitHealth, time, logger),
            options.Commands ? new MqttCommands(topics, [.. provider.GetServices<IStationCommand>()], provider.GetRequiredService<ILogger<MqttCommands>>()) : null,
            new MqttKept(messages, () => Latest(folder, station.Id, new EntryFilter(options)), time, logger),
            time);
    }

    /// <summary>The last detections that the sink is given, as entries of the log.</summary>
    /// <param name="folder">Data folder.</param>
    /// <param name="station">The station's id.</param>
    /// <param name="filter">Which detections the sink is given.</param>
    internal static List<JournalEntry> Latest(string folder, string station, EntryFilter filter)
    {
        using var journal = JournalReader.Open(folder);
        return [.. journal.Latest()
            .Select(last => new JournalEntry(
                0,
                last.Ended ? JournalKind.Event : JournalKind.Detection,
                last.Detection.Id,
                last.Detection.Source,
                JournalJson.Detection(station, last.Detection, last.Ended)))
            .Where(filter.Passes)];
    }
}
