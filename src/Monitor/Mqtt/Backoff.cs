namespace AvianVox.Monitor.Mqtt;

/// <summary>
/// How long to wait between two connection attempts: doubling from <see cref="First"/> to <see cref="Most"/>, each shortened
/// by up to half at random, so that the stations of one broker do not come back all at once. One thread at a time uses it.
/// </summary>
/// <param name="time">Measures how long a connection lasted and paces the waits.</param>
/// <param name="random">Spreads the waits.</param>
internal sealed class Backoff(TimeProvider time, Random random)
{
    /// <summary>Longest first wait.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait while the broker cannot be reached: a broker that returns is found within it.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait after a refusal (a wrong password, say), which only a person can mend; some brokers ban who tries too often.</summary>
    public static readonly TimeSpan Refused = TimeSpan.FromSeconds(60);

    /// <summary>A connection that lasted this long was a good one and starts the doubling anew; a shorter one does not, so that two clients which push each other out slow down.</summary>
    public static readonly TimeSpan Stable = TimeSpan.FromSeconds(10);

    private TimeSpan _next = First;
    private long? _connectedAt;

    /// <summary>Notes that a connection stands.</summary>
    public void Connected() => _connectedAt = time.GetTimestamp();

    /// <summary>Length of the next wait.</summary>
    /// <param name="refused">True when the broker answered and said no.</param>
    public TimeSpan Next(bool refused)
    {
        if (_connectedAt is { } since && time.GetElapsedTime(since) >= Stable)
        {
            _next = First;
        }

        _connectedAt = null;
        var longest = refused ? Refused : _next;
        _next = _next * 2 < Most ? _next * 2 : Most;
        return longest * (1 - (random.NextDouble() / 2));
    }

    /// <summary>Waits.</summary>
    /// <param name="wait">What <see cref="Next"/> gave.</param>
    /// <param name="cancellation">Ends the wait with an exception.</param>
    public Task WaitAsync(TimeSpan wait, CancellationToken cancellation) => Task.Delay(wait, time, cancellation);
}
