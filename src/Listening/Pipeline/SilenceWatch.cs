namespace AvianVox.Listening.Pipeline;

/// <summary>
/// Finds digital silence: the same value again and again, as from a muted or broken device. Real sound is never that, however quiet.
/// Allocates nothing: it runs in the audio callback.
/// </summary>
internal sealed class SilenceWatch
{
    private float _value = float.NaN;
    private long _length;

    /// <summary>Samples of one value at the end of what came.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>Takes note of the next samples.</summary>
    /// <param name="samples">Not empty.</param>
    /// <returns>True where all of them are of one value.</returns>
    public bool Observe(ReadOnlySpan<float> samples)
    {
        var last = samples[^1];
        var other = samples.LastIndexOfAnyExcept(last);
        var goesOn = other < 0 && last == _value;
        _value = last;
        Volatile.Write(ref _length, (goesOn ? _length : 0) + samples.Length - 1 - other);
        return other < 0;
    }
}
