using System.Text.Json;

namespace AvianVox.Monitor.Configuration;

/// <summary>Where an installed station has its configuration and data, as the installer wrote it beside the program.</summary>
/// <param name="Configuration">Path of the configuration.</param>
/// <param name="Data">Path of the data folder.</param>
public sealed record Installation(string Configuration, string Data)
{
    /// <summary>Name of the file beside the program.</summary>
    public const string FileName = "installation.json";

    /// <summary>The installation this program is part of; null where it runs from a build.</summary>
    public static Installation? Current { get; } = Read(Path.Combine(AppContext.BaseDirectory, FileName));

    /// <summary>Reads the installer's file.</summary>
    /// <param name="file">Its path.</param>
    /// <returns>Null where there is none that can be read.</returns>
    public static Installation? Read(string file)
    {
        try
        {
            return File.Exists(file) && JsonSerializer.Deserialize<Installation>(File.ReadAllBytes(file)) is { Configuration: not null, Data: not null } installation ? installation : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            // Without it every path has to be said; nothing worse.
            return null;
        }
    }
}
