using AvianVox.Station.Identity;
using AvianVox.Station.Sinks;
using Microsoft.Extensions.DependencyInjection;

namespace AvianVox.Station.Influx;

/// <summary>Adds InfluxDB to a host, where it is set.</summary>
public static class InfluxRegistration
{
    /// <summary>Adds it.</summary>
    /// <param name="services">Must hold the station's identity and its time.</param>
    /// <param name="options">Checked options.</param>
    public static IServiceCollection AddInflux(this IServiceCollection services, InfluxOptions options) =>
        options.Url is null
            ? services
            : services.AddSink(InfluxSink.SinkName, options, provider => new InfluxSink(
                options, provider.GetRequiredService<IdentityOptions>().Id, provider.GetRequiredService<TimeProvider>()));
}
