namespace AvianVox.Training.Fetching;

/// <summary>How patient and how polite requests are.</summary>
internal sealed record TransferPolicy
{
    /// <summary>Least time between the starts of two requests. Default: 1 s, the service's own limit. Not negative.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Attempts after the first. Default: 5. Not negative.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>Pause before the second attempt; doubled before each further one. Default: 2 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest pause of our own choosing. Default: 60 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Longest pause that the server may ask for by Retry-After; asked for more, a run gives up rather than ask too early.
    /// Default: 15 min.
    /// </summary>
    public TimeSpan LongestAsked { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a server may send nothing. Default: 30 s.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pause before an attempt.</summary>
    /// <param name="failed">Attempts that failed; at least 1.</param>
    public TimeSpan Pause(int failed) =>
        failed >= 16 ? LongestPause : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << (failed - 1)));
}
