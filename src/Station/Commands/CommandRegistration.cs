using AvianVox.Listening.Detection;
using Microsoft.Extensions.DependencyInjection;

namespace AvianVox.Station.Commands;

/// <summary>Adds the commands of the detector to a host.</summary>
public static class CommandRegistration
{
    /// <summary>Adds them.</summary>
    /// <param name="services">Must hold <see cref="ISnooze"/> and <see cref="IRuleReload"/>.</param>
    public static IServiceCollection AddDetectorCommands(this IServiceCollection services) => services
        .AddSingleton<IStationCommand>(provider => new SnoozeCommand(provider.GetRequiredService<ISnooze>()))
        .AddSingleton<IStationCommand>(provider => new ReloadCommand(provider.GetRequiredService<IRuleReload>()));
}
