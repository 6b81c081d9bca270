using System.Text.Json;
using AvianVox.Station.Commands;

namespace AvianVox.Station.Camera;

/// <summary>"take_picture": starts the actions of a camera, or of all.</summary>
/// <param name="camera">Does it; null where the station has none.</param>
internal sealed class PictureCommand(ICamera? camera) : IStationCommand
{
    /// <inheritdoc />
    public string Name => "take_picture";

    /// <inheritdoc />
    public Task<(bool Done, string Message)> RunAsync(JsonElement arguments, CancellationToken cancellation)
    {
        var fault = CommandArguments.Name(arguments, "camera", out var name) ?? (
            camera is null ? "The station has no camera." : camera.Take(name));
        return Task.FromResult(fault is null ? (true, "Started.") : (false, fault));
    }
}
