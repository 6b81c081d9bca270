using AvianVox.Listening.Clocks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Journal;

/// <summary>
/// Waits for the system's clock to become good and has the journal correct what was logged before; tells of a clock that jumps.
/// </summary>
/// <param name="clock">The station's view of it.</param>
/// <param name="journal">Corrected.</param>
/// <param name="time">Paces the looks.</param>
/// <param name="log">For people.</param>
public sealed class ClockWatch(
    StationClock clock,
    IJournalMaintenance journal,
    TimeProvider time,
    ILogger<ClockWatch> log) : BackgroundService
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>What counts as a jump; time services slew less.</summary>
    public static readonly TimeSpan Jump = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var before = clock.Offset;
        if (clock.IsSynchronised)
        {
            // An earlier run since the machine started may have ended before the clock was good.
            Correct();
        }
        else
        {
            log.LogWarning("The system's clock is not synchronised. What is heard is logged all the same, marked so, and its times are corrected once the clock is good. With a clock chip and no network, set Station:Clock to Trusted");
        }

        try
        {
            while (true)
            {
                await Task.Delay(Interval, time, stoppingToken);
                var now = clock.Offset;
                if ((now - before).Duration() > Jump)
                {
                    log.LogWarning(
                        "The system's clock was moved by {Seconds:0.0} s; events keep the order in which they were heard",
                        (now - before).TotalSeconds);
                }

                before = now;
                if (clock.HasBecomeGood())
                {
                    log.LogInformation("The system's clock is synchronised now; times logged before are corrected");
                    Correct();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
        catch (ObjectDisposedException)
        {
            // The journal broke or was closed; whoever appends tells.
        }
    }

    private void Correct() => journal.Correct(new ClockBasis(clock.Boot, IsSynchronised: true, clock.Offset));
}
