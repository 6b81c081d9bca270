namespace AvianVox.Listening.Pipeline;

/// <summary>
/// Notices sound that a device or sound server threw away and said nothing of: while the station was held up, its buffers ran over, and
/// what
/// comes then follows on what came before as if no time had passed. Allocates nothing: it runs in the audio callback.
/// </summary>
/// <remarks>
/// How late the blocks of a second come at the earliest, against what their positions tell, is the same from second to second but for the
/// scatter of blocks and the drift of the device's clock. After a stall they are late by all of it, less and less so while the buffers
/// are emptied, and in the end by what is lost. So a lateness counts as loss once it has not changed for
/// <see cref="SteadySpans"/> seconds; the gap is written behind what the buffers held, which is where the sound was lost.
/// </remarks>
/// <param name="sampleRate">Rate of the source in Hz.</param>
/// <param name="time">The monotonic clock, which no setting moves.</param>
internal sealed class LossWatch(int sampleRate, TimeProvider time)
{
    /// <summary>Less than this is no loss: far above the scatter of blocks.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMilliseconds(250);

    /// <summary>Length of a span whose earliest block counts.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(1);

    /// <summary>Spans in a row without a change that make a lateness a loss.</summary>
    public const int SteadySpans = 2;

    /// <summary>Change from span to span that is none.</summary>
    private static readonly TimeSpan Scatter = TimeSpan.FromMilliseconds(50);

    /// <summary>Timestamp at which the present span began; meaningful once <see cref="_isWatching"/>.</summary>
    private long _since;

    /// <summary>Lateness of the span's earliest block, in ticks; of no zero that means anything.</summary>
    private long _earliest = long.MaxValue;

    /// <summary>The same of the span before.</summary>
    private long _before;

    /// <summary>The lateness at which nothing is missing; null before it is known.</summary>
    private long? _usual;

    private int _steady;
    private bool _isWatching;

    /// <summary>Begins anew: the source was away, or its positions were counted by the clock.</summary>
    public void Restart()
    {
        _isWatching = false;
        _usual = null;
        _steady = 0;
        _earliest = long.MaxValue;
    }

    /// <summary>Looks at a block.</summary>
    /// <param name="end">Position behind its last sample, gaps counted.</param>
    /// <param name="stamp">Timestamp at which it came.</param>
    /// <returns>Samples that are missing before the next block; 0 mostly. The position must move by as many.</returns>
    public long Observe(long end, long stamp)
    {
        if (!_isWatching)
        {
            _isWatching = true;
            _since = stamp;
        }

        var lateness = time.GetElapsedTime(0, stamp).Ticks - Clocks.ClockReading.Ticks(end, sampleRate);
        _earliest = Math.Min(_earliest, lateness);
        if (time.GetElapsedTime(_since, stamp) < Span)
        {
            return 0;
        }

        var (earliest, change) = (_earliest, Math.Abs(_earliest - _before));
        (_before, _earliest, _since) = (earliest, long.MaxValue, stamp);
        if (_usual is not { } usual)
        {
            _usual = earliest;
            return 0;
        }

        _steady = change <= Scatter.Ticks ? _steady + 1 : 0;
        if (_steady < SteadySpans)
        {
            return 0;
        }

        var late = earliest - usual;
        if (late < Least.Ticks)
        {
            // The drift of the device's clock is followed; the clock is kept true elsewhere.
            _usual = earliest;
            return 0;
        }

        _before = usual;
        _steady = 0;
        return (long)Math.Round(late * (double)sampleRate / TimeSpan.TicksPerSecond);
    }
}
