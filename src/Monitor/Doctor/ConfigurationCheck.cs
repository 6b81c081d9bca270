using AvianVox.Monitor.Configuration;

namespace AvianVox.Monitor.Doctor;

/// <summary>Whether the configuration can be run.</summary>
/// <param name="file">The file it came from; null where there is none.</param>
/// <param name="fault">What loading it said; null when it loaded.</param>
internal sealed class ConfigurationCheck(string? file, ConfigurationException? fault) : ICheck
{
    /// <inheritdoc />
    public string Name => "configuration";

    /// <inheritdoc />
    public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Finding>>(
        fault is null
            ? [Finding.Ok(file is null ? "no file; all settings have their defaults" : $"{file} holds together")]
            : [.. fault.Faults.Select(each => Finding.Fault(
                each.ToString(),
                "Mend the setting; docs/configuration.md has all of them. What depends on the configuration was not looked at."))]);
}
