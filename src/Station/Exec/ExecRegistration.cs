using AvianVox.Station.Sinks;
using Microsoft.Extensions.DependencyInjection;

namespace AvianVox.Station.Exec;

/// <summary>Adds the command that is run for each entry to a host, where it is set.</summary>
public static class ExecRegistration
{
    /// <summary>Adds it.</summary>
    /// <param name="services">Must hold the station's time.</param>
    /// <param name="options">Checked options.</param>
    public static IServiceCollection AddExec(this IServiceCollection services, ExecOptions options) =>
        options.Command is null
            ? services
            : services.AddSink(ExecSink.SinkName, options, provider => new ExecSink(options, provider.GetRequiredService<TimeProvider>()));
}
