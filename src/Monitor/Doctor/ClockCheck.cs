using AvianVox.Listening.Clocks;

namespace AvianVox.Monitor.Doctor;

/// <summary>Whether anybody keeps the system's clock right.</summary>
/// <param name="clock">Tells.</param>
/// <param name="time">The clock itself.</param>
internal sealed class ClockCheck(IClockSource clock, TimeProvider time) : ICheck
{
    /// <inheritdoc />
    public string Name => "clock";

    /// <inheritdoc />
    public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var now = FormattableString.Invariant($"{time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC");
        return Task.FromResult<IReadOnlyList<Finding>>([clock.Read() switch
        {
            ClockQuality.Synchronised => Finding.Ok($"{now}, synchronised"),
            ClockQuality.Unsynchronised => Finding.Warning(
                $"{now}, not synchronised",
                "Let the machine reach a time server (timedatectl), or give it a clock chip. The station logs all the same, and corrects the times once the clock is good."),
            _ => Finding.Note($"{now}; the system does not say whether it is synchronised"),
        }]);
    }
}
