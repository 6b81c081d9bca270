using AvianVox.Listening.Detection;
using AvianVox.Station.Clips.Retention;
using AvianVox.Station.Events;
using AvianVox.Station.Health;
using AvianVox.Station.Identity;
using AvianVox.Station.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Clips;

/// <summary>Puts clips and their retention into the host, where the configuration wants them.</summary>
public static class ClipRegistration
{
    /// <summary>Adds what keeps clips. To be added ahead of the sources' service, so that it stops after it.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Validated options.</param>
    /// <param name="data">Where clips are kept unless told otherwise.</param>
    public static IServiceCollection AddStationClips(this IServiceCollection services, ClipsOptions options, DataOptions data)
    {
        if (!options.Enabled)
        {
            return services;
        }

        var store = new FileClipStore(Path.GetFullPath(options.Folder ?? Path.Combine(data.Folder, "clips")));
        return services
            .AddSingleton(provider => new RetentionService(
                options,
                store,
                provider.GetRequiredService<IJournalAppender>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<RetentionService>>()))
            .AddSingleton(provider => new ClipKeeper(
                options,
                new ClipStorage(
                    store,
                    new ClipFiles(store.Folder, options, provider.GetRequiredService<IdentityOptions>()),
                    provider.GetRequiredService<RetentionService>()),
                provider.GetRequiredService<IJournalAppender>(),
                provider.GetRequiredService<HealthReporter>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ClipKeeper>>()))
            .AddSingleton<IDetectionAttachment>(provider => provider.GetRequiredService<ClipKeeper>())
            .AddSingleton<IClipBlanker>(provider => provider.GetRequiredService<ClipKeeper>())
            .AddHostedService(provider => provider.GetRequiredService<RetentionService>())
            .AddHostedService(provider => provider.GetRequiredService<ClipKeeper>());
    }
}
