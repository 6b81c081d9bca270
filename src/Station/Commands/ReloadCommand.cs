using System.Text.Json;

namespace AvianVox.Station.Commands;

/// <summary>"reload_thresholds": reads what makes a detection anew from the configuration.</summary>
/// <param name="rules">Does it.</param>
internal sealed class ReloadCommand(IRuleReload rules) : IStationCommand
{
    /// <inheritdoc />
    public string Name => "reload_thresholds";

    /// <inheritdoc />
    public Task<(bool Done, string Message)> RunAsync(JsonElement arguments, CancellationToken cancellation)
    {
        var faults = rules.Reload();
        return Task.FromResult(faults.Count == 0 ? (true, "The detector's settings were read again.") : (false, string.Join("; ", faults)));
    }
}
