using AvianVox.Station.Journal;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Sinks;

/// <summary>
/// The log as one sink sees it: reads ahead, passes over what is not for the sink, moves the cursor, and finds the entry that
/// a sink will not take. Such an entry is set aside only once a later one has been taken: before that, nothing tells a bad
/// entry from a receiver that takes nothing. One thread at a time uses it.
/// </summary>
/// <remarks>
/// An answer that is about the entry (<see cref="SinkFault.Rejected"/>, <see cref="SinkFault.Failed"/>) has the ones behind it tried at
/// once. Any other may be about it all the same: a broker that closes the connection on what is too large for it, a database that breaks
/// on a point, a guard that lets one text not pass. So an entry that fails <see cref="Patience"/> times in a row for whatever reason has
/// others, from behind it, go first; when these are taken and it is not, as often again, it is set aside as well.
/// </remarks>
/// <param name="sink">Where to.</param>
/// <param name="filter">Which detections.</param>
/// <param name="journal">What is delivered.</param>
/// <param name="time">Tells when an entry was set aside.</param>
/// <param name="logger">Hears of entries set aside.</param>
/// <param name="worked">Told whenever something was delivered.</param>
internal sealed class SinkQueue(ISink sink, EntryFilter filter, IJournalLog journal, TimeProvider time, ILogger logger, Action worked)
{
    /// <summary>How often an entry may fail, for a reason that may not be its own, before the ones behind it are tried.</summary>
    public const int Patience = 3;

    /// <summary>Most entries tried behind one that is not taken.</summary>
    public const int Probes = 10;

    /// <summary>Entries read and not delivered, all for the sink; at most <see cref="ISink.MostAtOnce"/>.</summary>
    private readonly List<JournalEntry> _ahead = [];

    /// <summary>Sequence of the last entry read.</summary>
    private long _read;

    /// <summary>Most entries in the next delivery: halved while one among them is not taken, doubled with each that is.</summary>
    private int _most = sink.MostAtOnce;

    /// <summary>The entry that failed last, and how often.</summary>
    private (long Sequence, int Times) _failing;

    /// <summary>The same for failures right after another entry was taken.</summary>
    private (long Sequence, int Times) _outdone;

    /// <summary>How many others have been tried before the one that fails: each time another one is.</summary>
    private int _probed;

    /// <summary>Starts from the cursor: what was read and not delivered is read again.</summary>
    public void Restart()
    {
        _ahead.Clear();
        _read = journal.Cursor(sink.Name);
    }

    /// <summary>Completes when there is something to read.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public Task WaitAsync(CancellationToken cancellation) => journal.WaitAsync(_read, cancellation);

    /// <summary>Delivers some entries.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False when none waits.</returns>
    /// <exception cref="SinkException">They were not delivered.</exception>
    public async Task<bool> DeliverSomeAsync(CancellationToken cancellation)
    {
        if (_ahead.Count == 0)
        {
            var entries = journal.Read(_read, sink.MostAtOnce);
            if (entries.Count == 0)
            {
                return false;
            }

            _read = entries[^1].Sequence;
            _ahead.AddRange(entries.Where(IsWanted));
            if (_ahead.Count == 0)
            {
                journal.Advance(sink.Name, _read);
                return true;
            }
        }

        if (Other() is { } other)
        {
            await LetGoFirstAsync(other, cancellation).ConfigureAwait(false);
            return true;
        }

        var batch = _ahead.GetRange(0, Math.Min(_most, _ahead.Count));
        try
        {
            await sink.DeliverAsync(batch, Delivered, cancellation).ConfigureAwait(false);
            Delivered(batch[^1]);
            _most = Math.Min(_most * 2, sink.MostAtOnce);
        }
        catch (SinkException error) when (error.Fault is SinkFault.Rejected or SinkFault.Failed)
        {
            if (batch.Count == 1 || (_ahead.Count > 0 && error.Entry?.Sequence == _ahead[0].Sequence))
            {
                await PassOverAsync(_ahead[0], error, cancellation).ConfigureAwait(false);
            }
            else
            {
                _most = Math.Max(1, batch.Count / 2);
            }
        }
        catch (SinkException)
        {
            // It may be away, or it may be the first of those that it has not.
            if (_ahead.Count > 0)
            {
                Count(ref _failing, _ahead[0]);
            }

            throw;
        }

        return true;
    }

    /// <returns>An entry to try before the first one, where that has failed too often; null where there is none, or it has not.</returns>
    private JournalEntry? Other()
    {
        if (_failing.Sequence != _ahead[0].Sequence || _failing.Times < Patience)
        {
            return null;
        }

        var others = journal.Read(_ahead[0].Sequence, Probes * 8).Where(IsWanted).Take(Probes).ToList();
        return others.Count == 0 ? null : others[_probed++ % others.Count];
    }

    /// <summary>Delivers an entry before its turn, and then the first one: where only that is not taken, the fault is its own.</summary>
    private async Task LetGoFirstAsync(JournalEntry other, CancellationToken cancellation)
    {
        var first = _ahead[0];
        await sink.DeliverAsync([other], _ => { }, cancellation).ConfigureAwait(false);
        _most = 1;
        try
        {
            await sink.DeliverAsync([first], _ => { }, cancellation).ConfigureAwait(false);
            Delivered(first);
        }
        catch (SinkException error)
        {
            if (Count(ref _outdone, first) < Patience && error.Fault != SinkFault.Rejected)
            {
                throw;
            }

            SetAside([(first, error.Message)]);
            Delivered(first);
            // It may have cost the connection.
            throw;
        }
    }

    private bool IsWanted(JournalEntry entry) => sink.Kinds.Contains(entry.Kind) && filter.Passes(entry);

    /// <summary>An entry and all before it are delivered.</summary>
    private void Delivered(JournalEntry entry)
    {
        var count = _ahead.FindLastIndex(ahead => ahead.Sequence <= entry.Sequence) + 1;
        if (count > 0)
        {
            _ahead.RemoveRange(0, count);
            // Behind the last one wanted there may be others that are not.
            journal.Advance(sink.Name, _ahead.Count == 0 ? _read : entry.Sequence);
            worked();
        }
    }

    /// <summary>Finds out whether those behind an entry are taken. If one is, all before it that were not are set aside.</summary>
    private async Task PassOverAsync(JournalEntry entry, SinkException error, CancellationToken cancellation)
    {
        if (error.Fault == SinkFault.Failed && Count(ref _failing, entry) < Patience)
        {
            throw new SinkException(SinkFault.Failed, error.Message, error) { RetryAfter = error.RetryAfter };
        }

        var refused = new List<(JournalEntry Entry, string Reason)> { (entry, error.Message) };
        foreach (var next in journal.Read(entry.Sequence, Probes * 8).Where(IsWanted).Take(Probes))
        {
            try
            {
                await sink.DeliverAsync([next], _ => { }, cancellation).ConfigureAwait(false);
                SetAside(refused);
                _ahead.RemoveAll(ahead => ahead.Sequence <= next.Sequence);
                _read = Math.Max(_read, next.Sequence);
                journal.Advance(sink.Name, next.Sequence);
                worked();
                return;
            }
            catch (SinkException again) when (again.Fault is SinkFault.Rejected or SinkFault.Failed)
            {
                refused.Add((next, again.Message));
            }
        }

        throw new SinkException(
            SinkFault.Rejected,
            $"{error.Message} (and the {refused.Count - 1} behind it: none is set aside while none is taken)",
            error);
    }

    /// <returns>How often the entry has failed in a row.</returns>
    private static int Count(ref (long Sequence, int Times) failing, JournalEntry entry)
    {
        failing = failing.Sequence == entry.Sequence ? (entry.Sequence, failing.Times + 1) : (entry.Sequence, 1);
        return failing.Times;
    }

    private void SetAside(List<(JournalEntry Entry, string Reason)> refused)
    {
        foreach (var (entry, reason) in refused)
        {
            journal.SetAside(sink.Name, entry, reason, time.GetUtcNow());
            logger.LogError(
                "{Sink}: entry {Sequence} ({Kind} {Id}) is not taken and was set aside: {Reason}. \"avianvox sinks --set-aside\" shows it",
                sink.Title, entry.Sequence, entry.Kind, entry.Id, reason);
        }
    }
}
