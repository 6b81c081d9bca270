using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Health;
using AvianVox.Monitor.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AvianVox.Monitor.Mqtt;

/// <summary>Adds MQTT to a host.</summary>
internal static class MqttRegistration
{
    /// <summary>
    /// Adds the embedded broker where it is wanted, and the publisher. Call it before the pipelines are added: a host stops
    /// its services in reverse, so that the pipelines write their last entries before the publisher delivers them.
    /// </summary>
    /// <param name="services">Must hold <see cref="IJournal"/> and <see cref="TimeProvider"/>; <see cref="IHealthReporter"/> where health is to be published.</param>
    /// <param name="options">Checked options.</param>
    public static IServiceCollection AddStationMqtt(this IServiceCollection services, StationOptions options)
    {
        if (options.Mqtt.Broker == MqttMode.Off)
        {
            return services;
        }

        if (options.Mqtt.Broker == MqttMode.Embedded)
        {
            services.AddSingleton<IHostedService>(provider => new MqttBrokerService(
                options.Mqtt,
                provider.GetRequiredService<ILogger<MqttBrokerService>>()));
        }

        return services.AddSingleton<IHostedService>(provider => new MqttPublisherService(
            options.Mqtt,
            options.Station.Id,
            provider.GetRequiredService<IJournal>(),
            provider.GetService<IHealthReporter>(),
            provider.GetRequiredService<TimeProvider>(),
            Random.Shared,
            provider.GetRequiredService<ILogger<MqttPublisherService>>()));
    }
}
