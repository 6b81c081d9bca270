using System.Diagnostics;

namespace AvianVox.TestSupport;

/// <summary>Waits for a condition with a bound, in place of sleeping and hoping.</summary>
public static class Eventually
{
    /// <summary>Interval between two looks.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until the condition holds.</summary>
    /// <param name="condition">Looked at every 20 ms.</param>
    /// <param name="within">Bound.</param>
    /// <param name="otherwise">What the failure says; evaluated only then.</param>
    /// <exception cref="TimeoutException">The bound passed.</exception>
    public static async Task TrueAsync(Func<bool> condition, TimeSpan within, Func<string> otherwise)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(otherwise);
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > within)
            {
                throw new TimeoutException($"Not within {within.TotalSeconds:0.#} s: {otherwise()}");
            }

            await Task.Delay(Interval, TimeProvider.System).ConfigureAwait(false);
        }
    }
}
