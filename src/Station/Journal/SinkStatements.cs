using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>
/// The part of the writer's statements that concerns sinks: their places, what they would not take, and pruning behind them.
/// </summary>
/// <param name="statements">Run on the connection that writes.</param>
internal sealed class SinkStatements(StatementCache statements)
{
    /// <summary>Most entries deleted in one transaction: bounds how long events wait for it.</summary>
    public const int MostDeleted = 5_000;

    /// <summary>Entries set aside that are kept for each sink; older ones are only counted.</summary>
    public const int MostSetAside = 1_000;

    /// <summary>Does a piece of work.</summary>
    /// <param name="work">A cursor, an entry set aside or a pruning; all else needs no writing.</param>
    /// <param name="transaction">Of the batch.</param>
    public void Write(JournalWork work, SqliteTransaction transaction)
    {
        switch (work)
        {
            case JournalWork.Cursor cursor:
                statements.Execute(transaction, "INSERT INTO cursors (sink, sequence) VALUES ($0, $1) ON CONFLICT (sink) DO UPDATE SET sequence = max(sequence, excluded.sequence)", cursor.Sink, cursor.Sequence);
                break;
            case JournalWork.SetAside aside:
                SetAside(aside, transaction);
                break;
            case JournalWork.Prune prune:
                prune.Result = Prune(prune.Rule, transaction);
                break;
        }
    }

    private void SetAside(JournalWork.SetAside aside, SqliteTransaction transaction)
    {
        var entry = aside.Entry;
        // Delivered again after a power cut, it is set aside again: the same entry, counted once.
        var added = statements.Execute(
            transaction,
            "INSERT INTO set_aside (sink, sequence, kind, id, source, payload, reason, at_ms) VALUES ($0, $1, $2, $3, $4, $5, $6, $7) ON CONFLICT (sink, sequence) DO NOTHING",
            aside.Sink, entry.Sequence, entry.Kind.ToString(), entry.Id.ToString("D"), entry.Source, entry.Payload, aside.Reason, aside.At.ToUnixTimeMilliseconds());
        statements.Execute(transaction, "INSERT INTO cursors (sink, sequence, set_aside) VALUES ($0, 0, $1) ON CONFLICT (sink) DO UPDATE SET set_aside = set_aside + excluded.set_aside", aside.Sink, added);
        statements.Execute(
            transaction,
            "DELETE FROM set_aside WHERE sink = $0 AND sequence <= (SELECT sequence FROM set_aside WHERE sink = $0 ORDER BY sequence DESC LIMIT 1 OFFSET $1)",
            aside.Sink, MostSetAside);
    }

    private PruneResult Prune(PruneRule rule, SqliteTransaction transaction)
    {
        // Sequences rise by one, but for entries that were refused as repeats: holes only make the log shorter.
        var last = statements.Number(transaction, "SELECT coalesce(max(sequence), 0) FROM log");
        var cursors = rule.Sinks.ToDictionary(
            sink => sink,
            sink => statements.Number(transaction, "SELECT coalesce((SELECT sequence FROM cursors WHERE sink = $0), 0)", sink));
        var delivered = Math.Min(cursors.Values.Append(last).Min(), last - Math.Max(1, rule.KeepDelivered));
        var cut = statements.Number(
            transaction,
            "SELECT coalesce(max(sequence), 0) FROM (SELECT sequence FROM log WHERE sequence <= $0 ORDER BY sequence LIMIT $1)",
            Math.Max(delivered, last - Math.Max(1, rule.KeepWaiting)), MostDeleted);
        var dropped = new Dictionary<string, long>();
        foreach (var (sink, cursor) in cursors.Where(pair => pair.Value < cut))
        {
            dropped[sink] = statements.Number(transaction, "SELECT count(*) FROM log WHERE sequence > $0 AND sequence <= $1", cursor, cut);
            statements.Execute(
                transaction,
                "INSERT INTO cursors (sink, sequence, dropped) VALUES ($0, $1, $2) ON CONFLICT (sink) DO UPDATE SET sequence = excluded.sequence, dropped = dropped + excluded.dropped",
                sink, cut, dropped[sink]);
        }

        var deleted = cut == 0 ? 0 : statements.Execute(transaction, "DELETE FROM log WHERE sequence <= $0", cut);
        return new PruneResult(deleted, cut, dropped);
    }
}
