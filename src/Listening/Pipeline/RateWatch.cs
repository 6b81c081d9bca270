namespace AvianVox.Listening.Pipeline;

/// <summary>
/// Finds a device that gives samples at another rate than it says: all it hears would be at the wrong pitch and the wrong time.
/// Allocates nothing: it runs in the audio callback.
/// </summary>
/// <remarks>
/// Samples are counted against the monotonic clock over <see cref="Span"/>. A verdict needs two spans one after the other that are off
/// by more than <see cref="Tolerance"/> to the same side and agree within <see cref="Agreement"/>: blocks that come late at their common
/// border push the two to different sides, and a hold-up between them to different values.
/// </remarks>
/// <param name="sampleRate">The rate it should have, in Hz.</param>
/// <param name="time">The monotonic clock.</param>
internal sealed class RateWatch(int sampleRate, TimeProvider time)
{
    /// <summary>
    /// How long samples are counted. Three of it, where the first is half right, stay below the ten seconds within which a fault is to be
    /// noticed.
    /// </summary>
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(3);

    /// <summary>Part of the rate by which a sound card is never off; 44,100 in place of 48,000 is 8 %.</summary>
    public const double Tolerance = 0.05;

    /// <summary>By how much two spans of one fault differ at most.</summary>
    public const double Agreement = 0.06;

    private long _begin;
    private long _count;
    private bool _hasBegun;
    private double _before = 1;
    private int _measured;
    private bool _isProven;

    /// <summary>The rate measured in Hz where it is wrong, else 0.</summary>
    public int WrongRate => Volatile.Read(ref _measured);

    /// <summary>Whether a span since the last restart had the right rate.</summary>
    public bool IsProven => Volatile.Read(ref _isProven);

    /// <summary>Takes note of a block.</summary>
    /// <param name="samples">Its samples, and those that are known to be missing before it.</param>
    /// <param name="stamp">When it came.</param>
    public void Observe(long samples, long stamp)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            _begin = stamp;
            _count = 0;
            return;
        }

        _count += samples;
        var elapsed = time.GetElapsedTime(_begin, stamp);
        if (elapsed < Span)
        {
            return;
        }

        var ratio = _count / elapsed.TotalSeconds / sampleRate;
        var isOff = Math.Abs(ratio - 1) > Tolerance;
        var isFault = isOff && Math.Abs(_before - 1) > Tolerance && Math.Abs(ratio - _before) <= Agreement;
        Volatile.Write(ref _measured, isFault ? (int)Math.Round(ratio * sampleRate) : 0);
        if (!isOff)
        {
            Volatile.Write(ref _isProven, true);
        }

        _before = ratio;
        _begin = stamp;
        _count = 0;
    }

    /// <summary>Begins anew: the device was away.</summary>
    public void Restart()
    {
        _hasBegun = false;
        _before = 1;
        Volatile.Write(ref _measured, 0);
        Volatile.Write(ref _isProven, false);
    }
}
