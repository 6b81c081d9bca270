namespace AvianVox.Station.Sinks;

/// <summary>
/// How long a sink waits between two attempts: doubling from <see cref="First"/> to <see cref="Most"/>, each shortened
/// by up to half at random, so that the stations of one receiver do not come back all at once. One thread at a time uses it.
/// </summary>
/// <param name="time">Measures how long a connection lasted and paces the waits.</param>
/// <param name="random">Spreads the waits.</param>
internal sealed class Backoff(TimeProvider time, Random random)
{
    /// <summary>Longest first wait.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait while the receiver cannot be reached: one that returns is found within it.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Longest wait after a refusal (a wrong password, say), which only a person can mend; some receivers ban who tries too often.
    /// </summary>
    public static readonly TimeSpan Refused = TimeSpan.FromSeconds(60);

    /// <summary>Longest wait that a receiver may ask for.</summary>
    public static readonly TimeSpan MostAsked = TimeSpan.FromHours(1);

    /// <summary>
    /// What worked for this long starts the doubling anew; what broke sooner does not, so that two clients which push each other out slow
    /// down.
    /// </summary>
    public static readonly TimeSpan Stable = TimeSpan.FromSeconds(10);

    private TimeSpan _next = First;
    private long? _connectedAt;

    /// <summary>What every wait is multiplied with: below 1 in tests that take no time.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Notes that it works, if it did not before.</summary>
    public void Connected() => _connectedAt ??= time.GetTimestamp();

    /// <summary>Length of the next wait.</summary>
    /// <param name="refused">True when the receiver answered and said no.</param>
    /// <param name="asked">What the receiver asked for; at least as long, up to <see cref="MostAsked"/>.</param>
    public TimeSpan Next(bool refused, TimeSpan? asked = null)
    {
        if (_connectedAt is { } since && time.GetElapsedTime(since) >= Stable)
        {
            _next = First;
        }

        _connectedAt = null;
        var longest = refused ? Refused : _next;
        _next = _next * 2 < Most ? _next * 2 : Most;
        var wait = longest * (1 - (random.NextDouble() / 2));
        var least = asked is null || asked < TimeSpan.Zero ? TimeSpan.Zero : asked > MostAsked ? MostAsked : asked.Value;
        return (wait > least ? wait : least) * Scale;
    }

    /// <summary>Waits.</summary>
    /// <param name="wait">What <see cref="Next"/> gave.</param>
    /// <param name="cancellation">Ends the wait with an exception.</param>
    public Task WaitAsync(TimeSpan wait, CancellationToken cancellation) => Task.Delay(wait, time, cancellation);
}
