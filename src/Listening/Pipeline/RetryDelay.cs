namespace AvianVox.Listening.Pipeline;

/// <summary>
/// How long to wait before a lost source is tried again: doubles from <see cref="First"/> to <see cref="Longest"/>, without end.
/// </summary>
public sealed class RetryDelay
{
    /// <summary>Wait before the first attempt.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan _next = First;

    /// <summary>The next wait.</summary>
    public TimeSpan Next()
    {
        var wait = _next;
        _next = wait * 2 < Longest ? wait * 2 : Longest;
        return wait;
    }

    /// <summary>The source gave samples: starts again from <see cref="First"/>.</summary>
    public void Reset() => _next = First;
}
