using AvianVox.Classification.Packages;
using AvianVox.Station.Commands;
using AvianVox.Station.Events;
using AvianVox.Station.Identity;
using AvianVox.Station.Journal;
using AvianVox.Station.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Camera;

/// <summary>Puts the cameras into the host.</summary>
public static class CameraRegistration
{
    /// <summary>Adds them.</summary>
    /// <param name="services">Must hold the station's identity, its data and broker options, and its time.</param>
    /// <param name="cameras">Validated options.</param>
    /// <param name="labels">Labels of the station's models.</param>
    public static IServiceCollection AddCameras(
        this IServiceCollection services,
        IList<CameraOptions> cameras,
        IReadOnlyList<Label> labels) => services
        .AddSingleton(provider => new CameraFactory(
            provider.GetRequiredService<IdentityOptions>(),
            Path.GetFullPath(Path.Combine(provider.GetRequiredService<DataOptions>().Folder, CameraFactory.Folder)),
            provider.GetRequiredService<MqttOptions>(),
            new SystemGpio(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CameraService>>()).Create(cameras, labels))
        .AddSingleton<ICamera>(provider => provider.GetRequiredService<CameraService>())
        .AddSingleton<IDetectionAttachment>(provider => provider.GetRequiredService<CameraService>())
        .AddSingleton<IStationCommand>(provider => new PictureCommand(provider.GetService<ICamera>()));
}
