using System.Threading.Tasks.Sources;

namespace AvianVox.Audio.Sources;

/// <summary>
/// Wakes one waiter, or lets the next one pass at once (auto-reset). Also wakes it after an interval, so that its owner may look for
/// what nobody signals. Allocates nothing once it is warm: the wake-up goes through the thread pool as this very object.
/// </summary>
internal sealed class AsyncSignal : IValueTaskSource, IThreadPoolWorkItem, IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _interval;
    private readonly ITimer? _timer;
    private ManualResetValueTaskSourceCore<bool> _core;
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancelled;
    private bool _isSet;
    private bool _hasWaiter;

    /// <summary>Creates an unset signal.</summary>
    /// <param name="interval">How long a waiter sleeps at most; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="time">Clock of the interval.</param>
    public AsyncSignal(TimeSpan interval, TimeProvider time)
    {
        _interval = interval;
        if (interval != Timeout.InfiniteTimeSpan)
        {
            _timer = time.CreateTimer(static self => ((AsyncSignal)self!).Set(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Wakes the waiter, or lets the next one pass.</summary>
    public void Set()
    {
        lock (_gate)
        {
            _isSet = !_hasWaiter;
            if (!_hasWaiter)
            {
                return;
            }

            _hasWaiter = false;
        }

        // Not inline: the waiter must not run on the stack of whoever signals.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Waits for the signal or the interval. One waiter at a time.</summary>
    /// <param name="cancellation">Ends the wait with <see cref="OperationCanceledException"/>.</param>
    public ValueTask WaitAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        short version;
        lock (_gate)
        {
            if (_isSet)
            {
                _isSet = false;
                return ValueTask.CompletedTask;
            }

            if (_hasWaiter)
            {
                throw new InvalidOperationException("Only one at a time may wait.");
            }

            _core.Reset();
            _cancelled = default;
            version = _core.Version;
            _hasWaiter = true;
        }

        // Outside the lock: a token already cancelled calls back at once.
        _registration = cancellation.UnsafeRegister(static (self, token) => ((AsyncSignal)self!).Cancel(token), this);
        _timer?.Change(_interval, Timeout.InfiniteTimeSpan);
        return new ValueTask(this, version);
    }

    /// <inheritdoc />
    public void Dispose() => _timer?.Dispose();

    void IValueTaskSource.GetResult(short token)
    {
        _registration.Dispose();
        _core.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IThreadPoolWorkItem.Execute()
    {
        if (_cancelled.IsCancellationRequested)
        {
            _core.SetException(new OperationCanceledException(_cancelled));
        }
        else
        {
            _core.SetResult(true);
        }
    }

    private void Cancel(CancellationToken token)
    {
        lock (_gate)
        {
            if (!_hasWaiter)
            {
                return;
            }

            _hasWaiter = false;
            _cancelled = token;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
