using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Journal;

/// <summary>
/// The journal's place on the disk: the database of a data folder, and another in its place where it is damaged, taken away or cannot be
/// read or written any more, so that the station goes on hearing into a file and not into memory that is lost.
/// </summary>
internal sealed class JournalStore : IDisposable
{
    private readonly string _folder;
    private readonly string _station;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Guards <see cref="_current"/> against those who read while another takes its place.</summary>
    private readonly Lock _gate = new();

    /// <summary>Null after a replacement that did not succeed, until the next try.</summary>
    private JournalDatabase? _current;

    private volatile string? _damage;

    private JournalStore(string folder, string station, TimeProvider time, ILogger logger)
    {
        _folder = folder;
        _station = station;
        _time = time;
        _logger = logger;
        Path = JournalFiles.Database(folder);
    }

    /// <summary>The database, whichever it is.</summary>
    public string Path { get; }

    /// <summary>Rises whenever another database takes the place of the one before.</summary>
    public int Generation { get; private set; }

    /// <summary>Sequence of the last entry committed, also of a database that was before.</summary>
    public long LastSequence { get; private set; }

    /// <summary>What became of a damaged journal, with the way out, until a repair; null where none lies here. Any thread.</summary>
    public string? Damage => _damage;

    /// <summary>Opens a folder's journal; one that is damaged is set aside, and another made in its place.</summary>
    /// <param name="folder">Data folder; must be there.</param>
    /// <param name="station">The station's id, for payloads.</param>
    /// <param name="time">Names what is set aside.</param>
    /// <param name="logger">Hears of damage.</param>
    /// <param name="isKnown">False where no station ever wrote here: a file that is no database at all is then another's.</param>
    /// <exception cref="JournalException">It cannot be opened.</exception>
    public static JournalStore Open(string folder, string station, TimeProvider time, ILogger logger, bool isKnown)
    {
        var store = new JournalStore(folder, station, time, logger);
        try
        {
            store._current = store.OpenCurrent();
        }
        catch (JournalException fault) when (fault.Kind == JournalFaultKind.Damaged
            && (isKnown || fault.InnerException is not SqliteException error || !JournalFaults.IsNoDatabase(error)))
        {
            if (!store.TryReplace(fault))
            {
                throw;
            }
        }

        if (store._damage is null && JournalFiles.Aside(folder) is { Count: > 0 } aside)
        {
            store._damage = Told(aside);
            logger.LogWarning("Journal: {Damage}", store._damage);
        }

        return store;
    }

    /// <summary>Writes a batch in one transaction. The thread that writes.</summary>
    /// <param name="batch">In the order it was asked for.</param>
    /// <exception cref="JournalException">It was not written.</exception>
    public void Commit(IReadOnlyList<JournalWork> batch) => Write(database =>
    {
        database.Commit(batch);
        return true;
    });

    /// <summary>Writes. The thread that writes.</summary>
    /// <param name="write">Writes.</param>
    /// <exception cref="JournalException">It was not written.</exception>
    public T Write<T>(Func<JournalDatabase, T> write)
    {
        try
        {
            var current = _current ?? Reopen();
            if (current.IsAstray)
            {
                current = Return(current);
            }

            var result = write(current);
            LastSequence = Math.Max(LastSequence, current.LastSequence);
            return result;
        }
        catch (Exception error) when (error is not (JournalException or OperationCanceledException))
        {
            throw JournalFaults.Explain(Path, error, isWriting: true);
        }
    }

    /// <summary>Reads, while no other database takes this one's place. Any thread.</summary>
    /// <param name="read">Reads.</param>
    /// <exception cref="JournalException">It could not be read.</exception>
    public T Read<T>(Func<JournalDatabase, T> read)
    {
        lock (_gate)
        {
            return _current is { } current
                ? JournalFaults.Explained(Path, () => read(current))
                : throw new JournalException(JournalFaultKind.Disk, $"{Path} cannot be opened for now.");
        }
    }

    /// <summary>Sets the database aside and goes on in a new one. The thread that writes.</summary>
    /// <param name="fault">What is wrong with it.</param>
    /// <returns>False where no new one can be made; the old one is then where it was.</returns>
    public bool TryReplace(JournalException fault)
    {
        lock (_gate)
        {
            string? aside = null;
            try
            {
                _current?.Dispose();
                _current = null;
                aside = JournalFiles.SetAside(_folder, _time.GetUtcNow());
                var fresh = JournalDatabase.Open(_folder, _station);
                try
                {
                    var carried = JournalSalvage.GoOn(aside, fresh, LastSequence, _time.GetUtcNow());
                    LastSequence = Math.Max(LastSequence, fresh.LastSequence);
                    Use(fresh);
                    _damage = Told(JournalFiles.Aside(_folder));
                    _logger.LogCritical(
                        "Journal: {Fault}. What is heard goes on into a new one, with {Carried} entries that wait for sinks; {Damage}",
                        fault.Reason, carried, _damage);
                    return true;
                }
                catch
                {
                    fresh.Dispose();
                    throw;
                }
            }
            catch (Exception error) when (error is JournalException or SqliteException or IOException or UnauthorizedAccessException)
            {
                _logger.LogError("Journal: no new one can be made in place of {Path}: {Fault}", Path, error.Message);
                PutBack(aside);
                return false;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _current?.Dispose();
            _current = null;
        }
    }

    private static string Told(IReadOnlyList<string> aside) => aside.Count == 1
        ? $"a damaged journal is kept as {aside[0]}. Stop the station and run \"avianvox journal repair\": it moves what can be read of it back"
        : $"{aside.Count} damaged journals are kept, the last as {aside[^1]}. Stop the station and run \"avianvox journal repair\": it moves what can be read of them back";

    private JournalDatabase OpenCurrent()
    {
        var database = JournalDatabase.Open(_folder, _station);
        LastSequence = Math.Max(LastSequence, database.LastSequence);
        if (database.Interrupted > 0)
        {
            _logger.LogInformation(
                "Journal: {Count} detection(s) were open when the station last stopped; ended where they were last heard", database.Interrupted);
        }

        return database;
    }

    private void PutBack(string? aside)
    {
        try
        {
            if (aside is not null)
            {
                JournalFiles.PutBack(aside, _folder);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _logger.LogError("Journal: {Aside} cannot be put back: {Fault}", aside, error.Message);
        }
    }

    /// <summary>Opens what lies there, after a replacement that did not succeed.</summary>
    private JournalDatabase Reopen()
    {
        lock (_gate)
        {
            return Use(OpenCurrent());
        }
    }

    /// <summary>
    /// The file was deleted or replaced, or its write-ahead log was: what the process still holds of it is written where it belongs, or
    /// beside what another has put there.
    /// </summary>
    private JournalDatabase Return(JournalDatabase astray)
    {
        lock (_gate)
        {
            var isReplaced = File.Exists(Path) && astray.HasMoved;
            if (!File.Exists(Path) || isReplaced)
            {
                var copy = isReplaced ? JournalFiles.AsidePath(_folder, _time.GetUtcNow()) : Path;
                astray.CopyTo(copy);
                _logger.LogError(
                    "Journal: {Path} was {What} while the station wrote to it; what it held is kept as {Copy}",
                    Path, isReplaced ? "replaced" : "deleted", copy);
            }

            _current = null;
            astray.Dispose();
            var database = Use(OpenCurrent());
            if (isReplaced)
            {
                _damage = Told(JournalFiles.Aside(_folder));
                JournalSalvage.GoOn(JournalFiles.Aside(_folder)[^1], database, LastSequence, _time.GetUtcNow());
            }

            return database;
        }
    }

    private JournalDatabase Use(JournalDatabase database)
    {
        _current = database;
        Generation++;
        return database;
    }
}
