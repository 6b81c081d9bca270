namespace AvianVox.Training.Fetching;

/// <summary>
/// Cancels an exchange when nothing was heard for a while: a time limit on the whole would cut off long files on slow lines.
/// </summary>
internal sealed class SilenceWatch : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _either;

    /// <summary>Starts to watch.</summary>
    /// <param name="limit">How long nothing may be heard.</param>
    /// <param name="time">Clock.</param>
    /// <param name="stop">Cancels too.</param>
    public SilenceWatch(TimeSpan limit, TimeProvider time, CancellationToken stop)
    {
        _limit = limit;
        _silence = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_silence.Token, stop);
    }

    /// <summary>Cancelled after too long a silence or by the caller's token.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Something was heard.</summary>
    public void Heard() => _silence.CancelAfter(_limit);

    /// <inheritdoc />
    public void Dispose()
    {
        _either.Dispose();
        _silence.Dispose();
    }
}
