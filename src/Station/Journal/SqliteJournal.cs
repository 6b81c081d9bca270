using System.Collections.Concurrent;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Records;
using AvianVox.Station.Messages;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Journal;

/// <summary>
/// The journal in one SQLite database, DATA/journal.db. Appends go through a bounded channel to one writer thread, which
/// commits whatever is waiting in one transaction. A confirmed detection is committed at once; what is less urgent waits a
/// moment for company (<see cref="JournalWriter"/>), so that a memory card is written less often.
/// Drop rule: none. When the channel is full the appender waits; when the disk refuses, the writer keeps the batch and
/// tries again until it takes it or the journal is closed.
/// </summary>
/// <remarks>
/// Write-ahead log with synchronous = FULL: a commit is on the disk before a sink can read the entry, so that no power cut
/// takes back what was published or gives its sequence to another entry. That is one disk sync a commit; NORMAL would save the
/// syncs and lose what sinks had heard. Readers in other processes are welcome at any time;
/// a second writer is refused by a lock on DATA/journal.lock, which the system releases even if the station is killed.
/// </remarks>
internal sealed class SqliteJournal : IJournalAppender, IJournalLog, IJournalMaintenance, IAsyncDisposable
{
    private readonly FileStream _lock;
    private readonly JournalStore _store;
    private readonly JournalWriter _writer;
    private readonly string _station;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, SinkPlace> _places = new(StringComparer.Ordinal);

    /// <summary>Guards <see cref="_committed"/> and <see cref="_grown"/>, which change together.</summary>
    private readonly Lock _commitGate = new();

    /// <summary>Sequence of the last committed entry.</summary>
    private long _committed;

    /// <summary>Completed and replaced whenever <see cref="_committed"/> rises.</summary>
    private TaskCompletionSource _grown = NewSignal();

    private int _disposed;

    /// <summary>
    /// Looks at all of the database once, beside all else: a page that is seldom read is found damaged now, not in winter.
    /// </summary>
    private readonly JournalInspection _inspection;

    private SqliteJournal(FileStream held, JournalStore store, string station, TimeProvider time, ILogger logger, TimeSpan commitInterval)
    {
        _lock = held;
        _store = store;
        _station = station;
        _time = time;
        _committed = store.LastSequence;
        _writer = new JournalWriter(store, Grown, commitInterval, time, logger) { Changed = () => Changed?.Invoke(this, EventArgs.Empty) };
        var generation = store.Generation;
        _inspection = JournalInspection.Begin(store.Path, fault => _writer.TryQueue(new JournalWork.Damaged(generation, fault)));
    }

    /// <inheritdoc />
    public event EventHandler? Changed;

    /// <inheritdoc />
    public long LastSequence
    {
        get
        {
            lock (_commitGate)
            {
                return _committed;
            }
        }
    }

    /// <inheritdoc />
    public JournalProgress Progress => _writer.Progress;

    /// <summary>Opens the journal for writing, making folder and tables as needed, and ends detections left open by a crash.</summary>
    /// <param name="folder">Data folder.</param>
    /// <param name="station">The station's id, for payloads.</param>
    /// <param name="time">Paces retries.</param>
    /// <param name="logger">Hears of refused writes.</param>
    /// <param name="commitInterval">How long the end of a detection, a gap, effort, a clip or a sink's place may wait for others to be
    /// committed with; nothing waits by default.</param>
    /// <exception cref="JournalException">The folder cannot be written, another station uses it, or the database is damaged or newer than
    /// this program.</exception>
    public static SqliteJournal Open(string folder, string station, TimeProvider time, ILogger logger, TimeSpan commitInterval = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(station);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        var isKnown = File.Exists(JournalFiles.Lock(folder));
        var held = JournalLock.Take(folder);
        try
        {
            return new SqliteJournal(
                held,
                JournalStore.Open(folder, station, time, logger, isKnown),
                station,
                time,
                logger,
                commitInterval);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Append(JournalKind kind, DetectionRecord detection)
    {
        ArgumentNullException.ThrowIfNull(detection);
        if (kind is not (JournalKind.Detection or JournalKind.Event))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "A detection is appended at its confirmation or at its end.");
        }

        _writer.Queue(
            new JournalWork.Detection(kind, detection, JournalJson.Detection(_station, detection, ended: kind == JournalKind.Event)));
    }

    /// <inheritdoc />
    public void Append(GapRecord gap)
    {
        ArgumentNullException.ThrowIfNull(gap);
        _writer.Queue(new JournalWork.Gap(gap, JournalJson.Gap(_station, gap)));
    }

    /// <inheritdoc />
    public void KeepClip(Guid detection, string path) => _writer.Queue(new JournalWork.Clip(detection, path));

    /// <inheritdoc />
    public void ForgetClip(string path, DateTimeOffset at) => _writer.Queue(new JournalWork.ClipGone(path, at));

    /// <inheritdoc />
    public void Add(EffortMinute effort)
    {
        ArgumentNullException.ThrowIfNull(effort);
        _writer.Queue(new JournalWork.Effort(_station, TimeOrderedId.At(effort.Minute), effort));
    }

    /// <inheritdoc />
    public void AppendHealth(string payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(payload);
        _writer.Queue(new JournalWork.Health(TimeOrderedId.At(_time.GetUtcNow()), payload));
    }

    /// <inheritdoc />
    public void Correct(ClockBasis good) => _writer.Queue(new JournalWork.Correction(_station, good));

    /// <inheritdoc />
    public async Task FlushAsync(CancellationToken cancellation)
    {
        var done = NewSignal();
        _writer.Queue(new JournalWork.Flush(done));
        await done.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public IReadOnlyList<JournalEntry> Read(long after, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        return Read(database => database.Read(after, most));
    }

    /// <inheritdoc />
    public Task WaitAsync(long after, CancellationToken cancellation)
    {
        lock (_commitGate)
        {
            return _committed > after ? Task.CompletedTask : _grown.Task.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc />
    public long Cursor(string sink) => Place(sink).Sequence;

    /// <inheritdoc />
    public SinkPlace Place(string sink) => _places.GetOrAdd(sink, name => Read(database => database.Place(name)));

    /// <inheritdoc />
    public void Advance(string sink, long sequence)
    {
        if (sequence <= Cursor(sink))
        {
            return;
        }

        _places.AddOrUpdate(sink, _ => default, (_, place) => place with { Sequence = Math.Max(place.Sequence, sequence) });
        _writer.Queue(new JournalWork.Cursor(sink, sequence));
    }

    /// <inheritdoc />
    public void SetAside(string sink, JournalEntry entry, string reason, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Place(sink);
        _places.AddOrUpdate(sink, _ => default, (_, place) => place with { SetAside = place.SetAside + 1 });
        _writer.Queue(new JournalWork.SetAside(sink, entry, reason, at));
    }

    /// <inheritdoc />
    public async Task<PruneResult> PruneAsync(PruneRule rule, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rule);
        foreach (var sink in rule.Sinks)
        {
            Place(sink);
        }

        var done = new TaskCompletionSource<PruneResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _writer.Queue(new JournalWork.Prune(rule, done));
        var result = await done.Task.WaitAsync(cancellation).ConfigureAwait(false);
        foreach (var (sink, dropped) in result.Dropped)
        {
            _places.AddOrUpdate(
                sink,
                _ => default,
                (_, place) => place with { Sequence = Math.Max(place.Sequence, result.Last), Dropped = place.Dropped + dropped });
        }

        return result;
    }

    /// <summary>Commits what is waiting and lets go of the files. A disk that refuses gets one more try.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _inspection.DisposeAsync().ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
        _store.Dispose();
        await _lock.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Reads, and has the writer told of a damaged page: a cursor that cannot get past it would wait for ever.</summary>
    private T Read<T>(Func<JournalDatabase, T> read)
    {
        var generation = _store.Generation;
        try
        {
            return _store.Read(read);
        }
        catch (JournalException fault) when (fault.Kind == JournalFaultKind.Damaged)
        {
            _writer.TryQueue(new JournalWork.Damaged(generation, fault));
            throw;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Told by the writer after each commit, before whoever flushed.</summary>
    private void Grown()
    {
        TaskCompletionSource? grown = null;
        var sequence = _store.LastSequence;
        lock (_commitGate)
        {
            if (sequence > _committed)
            {
                _committed = sequence;
                grown = _grown;
                _grown = NewSignal();
            }
        }

        grown?.TrySetResult();
    }
}
