using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Journal;

/// <summary>
/// The journal's one writer: a thread of its own that commits whatever waits in a bounded channel in one transaction.
/// What is not urgent (<see cref="JournalWork.IsUrgent"/>) waits up to the commit interval for company; urgent work takes
/// along what waits. So a power cut costs at most the interval of what is not urgent, and none of it was told to a sink.
/// Drop rule: none. When the channel is full the appender waits; when the disk refuses, the batch is kept and tried again
/// until it is taken or the journal is closed.
/// </summary>
internal sealed class JournalWriter : IAsyncDisposable
{
    /// <summary>Places in the channel to the writer.</summary>
    internal const int QueueLength = 4096;

    /// <summary>Most pieces of work in one transaction: bounds how long a commit takes.</summary>
    private const int BatchLength = 512;

    /// <summary>Between two tries of a batch that the disk refused.</summary>
    internal static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly JournalDatabase _database;
    private readonly Action<long> _committed;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<JournalWork> _queue;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _thread;

    /// <summary>
    /// Set when the disk refused the one try left at closing, or the writer broke; what is still queued is given up at once.
    /// </summary>
    private JournalException? _gaveUp;
    private long _commits;

    /// <summary>Pieces of work that are being committed.</summary>
    private volatile int _inHand;

    /// <summary>Why the disk refused the last try; null when it did not.</summary>
    private volatile JournalRefusal? _refusal;

    /// <summary>Starts the thread.</summary>
    /// <param name="database">Written by the thread alone from now on.</param>
    /// <param name="committed">Told the sequence of the log's last entry after each commit; must not throw or block.</param>
    /// <param name="interval">Longest wait of work that is not urgent; zero for none.</param>
    /// <param name="time">Paces commits and retries.</param>
    /// <param name="logger">Hears of refused writes.</param>
    public JournalWriter(
        JournalDatabase database,
        Action<long> committed,
        TimeSpan interval,
        TimeProvider time,
        ILogger logger)
    {
        _database = database;
        _committed = committed;
        _interval = interval;
        _time = time;
        _logger = logger;
        _queue = Channel.CreateBounded<JournalWork>(new BoundedChannelOptions(QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _thread = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Whether it gets on. Safe for several threads.</summary>
    public JournalProgress Progress
    {
        get
        {
            var refusal = _refusal;
            return new JournalProgress(Volatile.Read(ref _commits), _queue.Reader.Count + _inHand > 0, refusal?.Reason, refusal?.IsFull ?? false);
        }
    }

    /// <summary>Commits what is waiting and ends the thread. A disk that refuses gets one more try.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _closing.CancelAsync().ConfigureAwait(false);
        await _thread.ConfigureAwait(false);
        _closing.Dispose();
    }

    /// <summary>Hands work over; waits while the channel is full.</summary>
    /// <param name="work">What to write.</param>
    /// <exception cref="ObjectDisposedException">The journal is closed, or its writer broke.</exception>
    public void Queue(JournalWork work)
    {
        if (_queue.Writer.TryWrite(work))
        {
            return;
        }

        try
        {
            // The writer has a thread of its own, so that waiting here cannot starve it.
            _queue.Writer.WriteAsync(work).AsTask().GetAwaiter().GetResult();
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteJournal), $"{_database.Path} is closed; nothing can be appended any more.");
        }
    }

    /// <summary>The writer thread.</summary>
    private void Write()
    {
        var batch = new List<JournalWork>(BatchLength);
        try
        {
            while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                batch.Clear();
                Gather(batch);
                if (_gaveUp is null)
                {
                    Commit(batch);
                }
                else
                {
                    GiveUp(batch, _gaveUp);
                }
            }
        }
        catch (Exception fault)
        {
            // A fault of our own. Whoever appends next is told, so that the station ends rather than hear for nobody.
            var broken = new JournalException($"{_database.Path}: the journal's writer broke ({fault.Message}).", fault);
            _queue.Writer.TryComplete(broken);
            GiveUp(batch, broken);
            while (_queue.Reader.TryRead(out var work))
            {
                GiveUp([work], broken);
            }
        }
    }

    /// <summary>Takes what waits, and what comes until the interval is over, the batch is full or something is urgent.</summary>
    private void Gather(List<JournalWork> batch)
    {
        using var due = new CancellationTokenSource(_interval, _time);
        var isUrgent = false;
        while (true)
        {
            while (batch.Count < BatchLength && _queue.Reader.TryRead(out var work))
            {
                batch.Add(work);
                isUrgent |= work.IsUrgent;
            }

            _inHand = batch.Count;

            if (isUrgent || batch.Count == BatchLength || due.IsCancellationRequested)
            {
                return;
            }

            try
            {
                if (!_queue.Reader.WaitToReadAsync(due.Token).AsTask().GetAwaiter().GetResult())
                {
                    return;
                }
            }
            catch (OperationCanceledException)
            {
                // The interval is over.
            }
        }
    }

    private void Commit(List<JournalWork> batch)
    {
        _inHand = batch.Count;
        for (var attempt = 1; ; attempt++)
        {
            var last = _closing.IsCancellationRequested;
            try
            {
                _database.Commit(batch);
                if (attempt > 1)
                {
                    _logger.LogInformation("Journal: {Path} takes writes again; nothing was lost", _database.Path);
                }

                Interlocked.Increment(ref _commits);
                _refusal = null;
                _inHand = 0;
                _committed(_database.LastSequence);
                foreach (var work in batch)
                {
                    work.Committed();
                }

                return;
            }
            catch (SqliteException error)
            {
                var explained = JournalFiles.Explain(_database.Path, error);
                _refusal = new JournalRefusal(explained.Message, JournalFiles.IsFull(error));
                if (last)
                {
                    GiveUp(batch, explained);
                    return;
                }

                _logger.Log(attempt == 1 ? LogLevel.Error : LogLevel.Debug, "Journal: {Fault} Trying again every {Delay:0.#} s; what is heard meanwhile is kept", explained.Message, RetryDelay.TotalSeconds);
                Pause();
            }
        }
    }

    private void Pause()
    {
        try
        {
            Task.Delay(RetryDelay, _time, _closing.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // Closing: the next attempt is the last.
        }
    }

    private void GiveUp(List<JournalWork> batch, JournalException error)
    {
        _gaveUp = error;
        _logger.LogCritical("Journal: {Count} piece(s) of work lost at the end: {Fault}", batch.Count, error.Message);
        foreach (var work in batch)
        {
            work.Failed(error);
        }
    }

    /// <summary>Why the disk did not take a batch.</summary>
    /// <param name="Reason">In words.</param>
    /// <param name="IsFull">True where it has no room.</param>
    private sealed record JournalRefusal(string Reason, bool IsFull);
}
