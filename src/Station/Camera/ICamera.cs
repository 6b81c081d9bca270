namespace AvianVox.Station.Camera;

/// <summary>Takes pictures at a person's word. Safe for several threads.</summary>
public interface ICamera
{
    /// <summary>Starts the actions of every camera, or of one, whatever its species, hours, cool-down and limits say.</summary>
    /// <param name="name">Name of the camera; null for all.</param>
    /// <returns>Null when they were started, else for people why not: no such camera, or too many actions under way.</returns>
    string? Take(string? name);
}
