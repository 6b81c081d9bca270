using System.Globalization;

namespace AvianVox.Station.Watchdog;

/// <summary>What the service manager asks for: a sign of life within a time, or none.</summary>
internal static class WatchdogRequest
{
    /// <summary>Reads WATCHDOG_USEC and WATCHDOG_PID (sd_watchdog_enabled(3)).</summary>
    /// <param name="variable">Looks an environment variable up.</param>
    /// <returns>Within what time a sign of life is expected, over and over; null where none is.</returns>
    public static TimeSpan? Read(Func<string, string?> variable)
    {
        var isOurs = variable("WATCHDOG_PID") is not { Length: > 0 } process || process == Environment.ProcessId.ToString(
            CultureInfo.InvariantCulture);
        return isOurs && long.TryParse(variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
    }
}
