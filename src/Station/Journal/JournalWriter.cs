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
/// <remarks>
/// What is done about a fault: <list type="bullet">
/// <item>A full disk, a file that another holds or that may not be written: tried again, for all passes.</item>
/// <item>A damaged file: another takes its place at once (<see cref="JournalStore"/>). A disk that does not read or write: the same after
/// <see cref="DiskPatience"/>, for a file on another part of it may do.</item>
/// <item>All else is the fault of a piece of work. Each is then committed for itself, and one that is not taken while another is, is left
/// out, told and counted. While none is taken nothing tells a bad one from a database that takes nothing, and all are kept.</item>
/// </list>
/// </remarks>
internal sealed class JournalWriter : IAsyncDisposable
{
    /// <summary>Places in the channel to the writer.</summary>
    internal const int QueueLength = 4096;

    /// <summary>Most pieces of work in one transaction: bounds how long a commit takes.</summary>
    private const int BatchLength = 512;

    /// <summary>Between two tries of a batch that the disk refused.</summary>
    internal static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>How long a disk may fail to read or write before a new file is tried.</summary>
    internal static readonly TimeSpan DiskPatience = TimeSpan.FromSeconds(10);

    /// <summary>Least time between two new files: where these break as well, the fault lies elsewhere.</summary>
    internal static readonly TimeSpan ReplaceInterval = TimeSpan.FromMinutes(1);

    private readonly JournalStore _store;
    private readonly Action _committed;
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

    /// <summary>What was heard and could not be written down, in pieces.</summary>
    private long _lost;

    /// <summary>Pieces of work that are being committed.</summary>
    private volatile int _inHand;

    /// <summary>What the last try failed of; null when it did not.</summary>
    private volatile JournalException? _refusal;

    /// <summary>When a new file was begun last; null for never.</summary>
    private long? _replaced;

    /// <summary>Starts the thread.</summary>
    /// <param name="store">Written by the thread alone from now on.</param>
    /// <param name="committed">Told after each commit; must not throw or block.</param>
    /// <param name="interval">Longest wait of work that is not urgent; zero for none.</param>
    /// <param name="time">Paces commits and retries.</param>
    /// <param name="logger">Hears of refused writes.</param>
    public JournalWriter(
        JournalStore store,
        Action committed,
        TimeSpan interval,
        TimeProvider time,
        ILogger logger)
    {
        _store = store;
        _committed = committed;
        _interval = interval;
        _time = time;
        _logger = logger;
        _queue = Channel.CreateBounded<JournalWork>(
            new BoundedChannelOptions(QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _thread = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Told when a fault comes or goes; must not throw or block.</summary>
    public Action? Changed { get; set; }

    /// <summary>Whether it gets on. Safe for several threads.</summary>
    public JournalProgress Progress
    {
        get
        {
            var refusal = _refusal;
            return new JournalProgress(
                Volatile.Read(ref _commits), _queue.Reader.Count + _inHand > 0, refusal?.Message, refusal?.Kind == JournalFaultKind.Full)
            {
                Kind = refusal?.Kind,
                Lost = Volatile.Read(ref _lost),
                Damage = _store.Damage,
            };
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
            throw new ObjectDisposedException(nameof(SqliteJournal), $"{_store.Path} is closed; nothing can be appended any more.");
        }
    }

    /// <summary>Hands work over that may be left: another will tell the same.</summary>
    /// <param name="work">What to do.</param>
    /// <returns>False where the channel is full or closed.</returns>
    public bool TryQueue(JournalWork work) => _queue.Writer.TryWrite(work);

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
            var broken = new JournalException(
                JournalFaultKind.Content,
                $"{_store.Path}: the journal's writer broke ({fault.Message}).",
                fault);
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
        var begin = _time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            _inHand = batch.Count;
            var last = _closing.IsCancellationRequested;
            try
            {
                Replace(batch);
                _store.Commit(batch);
                Done(batch);
                return;
            }
            catch (JournalException fault)
            {
                if (fault.Kind == JournalFaultKind.Content && CommitEach(batch))
                {
                    return;
                }

                if (IsToReplace(fault, begin) && _store.TryReplace(fault))
                {
                    _replaced = _time.GetTimestamp();
                    Changed?.Invoke();
                    continue;
                }

                Refuse(fault, isNew: attempt == 1);
                if (last)
                {
                    GiveUp(batch, fault);
                    return;
                }

                Pause();
                while (batch.Count < BatchLength && _queue.Reader.TryRead(out var work))
                {
                    // One that is taken tells that it is the others' own fault.
                    batch.Add(work);
                }
            }
        }
    }

    /// <summary>
    /// Commits each piece of work for itself. Those that are not taken stay in the batch, or are left out where another was.
    /// </summary>
    /// <returns>True where nothing is left to be tried again.</returns>
    private bool CommitEach(List<JournalWork> batch)
    {
        var refused = new List<(JournalWork Work, JournalException Fault)>();
        var isProven = false;
        foreach (var work in batch.ToArray())
        {
            try
            {
                _store.Commit([work]);
                batch.Remove(work);
                isProven |= work.IsHeard;
                Done([work]);
            }
            catch (JournalException fault) when (fault.Kind == JournalFaultKind.Content)
            {
                refused.Add((work, fault));
            }
            catch (JournalException)
            {
                // The disk is at fault by now: the next try of the rest tells.
                return false;
            }
        }

        foreach (var (work, fault) in refused)
        {
            if (isProven || !work.IsHeard)
            {
                batch.Remove(work);
                Leave(work, fault);
            }
        }

        // A fault of this program's own that nothing excuses ends the writer, and so the station.
        return batch.Count == 0 || (refused[0].Fault is { InnerException: not SqliteException } own ? throw own : false);
    }

    private void Done(IReadOnlyCollection<JournalWork> batch)
    {
        Interlocked.Increment(ref _commits);
        _inHand = 0;
        if (_refusal is not null)
        {
            _refusal = null;
            _logger.LogInformation("Journal: {Path} takes writes again; nothing that was heard meanwhile is lost", _store.Path);
            Changed?.Invoke();
        }

        _committed();
        foreach (var work in batch)
        {
            work.Committed();
        }
    }

    /// <summary>Somebody who reads came upon a damaged page.</summary>
    private void Replace(List<JournalWork> batch)
    {
        foreach (var work in batch.OfType<JournalWork.Damaged>().ToArray())
        {
            batch.Remove(work);
            if (work.Generation == _store.Generation && IsToReplace(work.Fault, 0) && _store.TryReplace(work.Fault))
            {
                _replaced = _time.GetTimestamp();
                Changed?.Invoke();
            }
        }
    }

    private bool IsToReplace(JournalException fault, long begin) =>
        (_replaced is not { } before || _time.GetElapsedTime(before) >= ReplaceInterval)
        && (fault.Kind == JournalFaultKind.Damaged
            || (fault.Kind == JournalFaultKind.Disk && _time.GetElapsedTime(begin) >= DiskPatience));

    private void Refuse(JournalException fault, bool isNew)
    {
        isNew |= _refusal?.Kind != fault.Kind;
        _refusal = fault;
        _logger.Log(
            isNew ? LogLevel.Error : LogLevel.Debug,
            "Journal: {Fault} Trying again every {Delay:0.#} s; what is heard meanwhile is kept",
            fault.Message, RetryDelay.TotalSeconds);
        if (isNew)
        {
            Changed?.Invoke();
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

    /// <summary>Leaves out a piece of work that is not taken while others are.</summary>
    private void Leave(JournalWork work, JournalException fault)
    {
        if (work.IsHeard)
        {
            Interlocked.Increment(ref _lost);
            _logger.LogError("Journal: {Work} cannot be written and is left out: {Fault}", work, fault.Message);
        }

        work.Failed(fault);
    }

    private void GiveUp(List<JournalWork> batch, JournalException error)
    {
        _gaveUp = error;
        var lost = batch.Count(work => work.IsHeard);
        Interlocked.Add(ref _lost, lost);
        if (lost > 0)
        {
            _logger.LogCritical("Journal: {Count} piece(s) of what was heard lost at the end: {Fault}", lost, error.Message);
        }

        foreach (var work in batch)
        {
            work.Failed(error);
        }
    }
}
