using System.Globalization;
using System.Text.Json;
using AvianVox.Listening.Detection;

namespace AvianVox.Station.Commands;

/// <summary>"snooze": silences a species, or all, for some minutes; 0 minutes end the silence.</summary>
/// <param name="snooze">Does it.</param>
internal sealed class SnoozeCommand(ISnooze snooze) : IStationCommand
{
    /// <summary>Silence where no length is given.</summary>
    private const double UsualMinutes = 30;

    /// <inheritdoc />
    public string Name => "snooze";

    /// <inheritdoc />
    public Task<(bool Done, string Message)> RunAsync(JsonElement arguments, CancellationToken cancellation)
    {
        if (CommandArguments.Name(arguments, "species", out var species) is { } wrong)
        {
            return Task.FromResult((false, wrong));
        }

        var minutes = arguments.TryGetProperty("minutes", out var length) ? Minutes(length) : UsualMinutes;
        if (minutes is not { } number)
        {
            return Task.FromResult((false, "\"minutes\" must be a number from 0."));
        }

        var fault = number == 0 ? snooze.Wake(species) : snooze.Snooze(species, TimeSpan.FromMinutes(number));
        var what = species ?? "everything";
        return Task.FromResult(fault is null
            ? (true, number == 0 ? $"{what} is told of again." : string.Create(
                CultureInfo.InvariantCulture,
                $"{what} is silenced for {number:0.##} minutes."))
            : (false, fault));
    }

    private static double? Minutes(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and < 1e6 ? number : null;
}
