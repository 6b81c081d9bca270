using System.Collections.Concurrent;
using AvianVox.Listening.Detection;
using AvianVox.Station.Events;
using AvianVox.Station.Health;

namespace AvianVox.Station.Camera;

/// <summary>
/// The station's cameras. Hears of a confirmation before the journal does, and on the thread that classified the window: the
/// bird may be gone when a disk has taken its time. Adds the picture's path to the event.
/// </summary>
/// <param name="cameras">The cameras; owned.</param>
public sealed class CameraService(IReadOnlyList<StationCamera> cameras) : IDetectionSink, IDetectionAttachment, ICamera, IAsyncDisposable
{
    /// <summary>Pictures by detection, from its confirmation to its end.</summary>
    private readonly ConcurrentDictionary<Guid, Task<string?>> _pictures = new();

    /// <summary>How the cameras fare.</summary>
    public IReadOnlyList<CameraHealth> Health => [.. cameras.Select(camera => camera.Health)];

    /// <inheritdoc />
    public void Confirmed(DetectionRecord detection)
    {
        foreach (var camera in cameras)
        {
            if (camera.Offer(detection) is { } picture)
            {
                // One picture an event: that of the first camera.
                _pictures.TryAdd(detection.Id, picture);
            }
        }
    }

    /// <inheritdoc />
    public void Ended(DetectionRecord detection)
    {
    }

    /// <inheritdoc />
    public Task<Func<DetectionRecord, DetectionRecord>>? Attach(DetectionRecord ended)
    {
        if (!_pictures.TryRemove(ended.Id, out var picture) || (picture.IsCompletedSuccessfully && picture.Result is null))
        {
            return null;
        }

        return AttachAsync(picture);
    }

    /// <inheritdoc />
    public string? Take(string? name)
    {
        var chosen = cameras.Where(camera => name is null || camera.Name == name).ToList();
        if (chosen.Count == 0)
        {
            return cameras.Count == 0 ? "this station has no camera (Cameras)" : $"no camera is called '{name}'; there {(cameras.Count == 1 ? "is" : "are")} {string.Join(", ", cameras.Select(camera => camera.Name))}";
        }

        var busy = chosen.Where(camera => !camera.Take()).Select(camera => camera.Name).ToList();
        return busy.Count == 0 ? null : $"the actions of {string.Join(", ", busy)} are still under way";
    }

    /// <summary>Stops what is under way; programs are killed.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var camera in cameras)
        {
            await camera.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<Func<DetectionRecord, DetectionRecord>> AttachAsync(Task<string?> picture)
    {
        var path = await picture.ConfigureAwait(false);
        return record => record with { Picture = path };
    }
}
