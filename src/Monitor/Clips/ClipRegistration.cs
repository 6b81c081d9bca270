using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Detection;
using AvianVox.Monitor.Health;
using AvianVox.Monitor.Journal;
using AvianVox.Monitor.Retention;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AvianVox.Monitor.Clips;

/// <summary>Puts clips and their retention into the host, where the configuration wants them.</summary>
internal static class ClipRegistration
{
    /// <summary>Adds what keeps clips. To be added ahead of the sources' service, so that it stops after it.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Validated configuration.</param>
    public static IServiceCollection AddStationClips(this IServiceCollection services, StationOptions options)
    {
        if (!options.Clips.Enabled)
        {
            return services;
        }

        var store = new FileClipStore(Path.GetFullPath(options.Clips.Folder ?? Path.Combine(options.Data.Folder, "clips")));
        return services
            .AddSingleton(provider => new RetentionService(
                options.Clips,
                store,
                provider.GetRequiredService<IJournal>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<RetentionService>>()))
            .AddSingleton(provider => new ClipKeeper(
                options.Station,
                options.Clips,
                store,
                provider.GetRequiredService<RetentionService>(),
                provider.GetRequiredService<IJournal>(),
                provider.GetRequiredService<HealthReporter>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ClipKeeper>>()))
            .AddSingleton<IDetectionAttachment>(provider => provider.GetRequiredService<ClipKeeper>())
            .AddSingleton<IClipBlanker>(provider => provider.GetRequiredService<ClipKeeper>())
            .AddHostedService(provider => provider.GetRequiredService<RetentionService>())
            .AddHostedService(provider => provider.GetRequiredService<ClipKeeper>());
    }
}
