using System.Text.Json;

namespace AvianVox.Station.Commands;

/// <summary>Something that people may ask of a running station.</summary>
public interface IStationCommand
{
    /// <summary>What the command is called: lower-case letters and underscores.</summary>
    string Name { get; }

    /// <summary>Does it.</summary>
    /// <param name="arguments">The whole command as it was sent, an object.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether it was done, and for people what was done or why not.</returns>
    Task<(bool Done, string Message)> RunAsync(JsonElement arguments, CancellationToken cancellation);
}
