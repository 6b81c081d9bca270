namespace AvianVox.Audio.Streams;

/// <summary>
/// Holds a stream to the pace of sound. HLS brings seconds at once, and a recording on a web server comes as fast as the wire goes;
/// taken as they come they would run over the ring, and their times ahead of the clock. A stream may be as far ahead as
/// <see cref="Slack"/> and run faster by <see cref="Catch"/>, so that what waits after a hold-up is caught up with in the end.
/// </summary>
/// <param name="sampleRate">Samples a second, in Hz.</param>
/// <param name="time">The clock.</param>
internal sealed class StreamPace(int sampleRate, TimeProvider time)
{
    /// <summary>Sound that may come ahead of the clock.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>How much faster than sound a stream may run; far more than clocks differ by.</summary>
    public const double Catch = 1.01;

    private long _since;
    private double _ahead = double.NaN;

    /// <summary>Takes account of samples that came.</summary>
    /// <param name="samples">How many.</param>
    /// <returns>How long to wait before the next are taken; zero mostly.</returns>
    public TimeSpan Take(int samples)
    {
        var now = time.GetTimestamp();
        // A stream that is late does not save up: after a hold-up it gets the slack, not the hold-up, at once.
        var passed = double.IsNaN(_ahead) ? 0 : time.GetElapsedTime(_since, now).TotalSeconds * Catch;
        _ahead = Math.Max(0, (double.IsNaN(_ahead) ? 0 : _ahead) - passed) + ((double)samples / sampleRate);
        _since = now;
        var wait = _ahead - Slack.TotalSeconds;
        return wait > 0 ? TimeSpan.FromSeconds(wait / Catch) : TimeSpan.Zero;
    }
}
