using AvianVox.Listening.Clocks;
using AvianVox.Listening.Records;
using AvianVox.Station.Messages;
using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>
/// Keeps account of what was logged while the system's clock was not known to be right, and sets it right once it is: the rows of the
/// tables are moved, minutes of effort that change are told again, and for each ended detection and gap an entry of kind
/// <see cref="JournalKind.Correction"/> is appended to the log, so
/// that the sinks hear of it in their order. Nothing in the log is changed. One thread at a time uses it.
/// </summary>
/// <remarks>
/// A mark holds how far UTC lay from the monotonic clock when the time was read. That clock counts on through one start of the machine,
/// whatever the system's clock is set to; so the difference to the offset of the good clock is the error, to the millisecond, even of
/// what an earlier run of the station logged since the machine started. What was logged before an earlier start cannot be corrected.
/// </remarks>
/// <param name="statements">Run on the connection that writes.</param>
internal sealed class JournalClock(StatementCache statements)
{
    /// <summary>Adds seconds to a minute: source, minute, captured, classified, dropped.</summary>
    public const string EffortSql =
        """
        INSERT INTO effort (source, minute_ms, captured_s, classified_s, dropped_s)
        VALUES ($0, $1, $2, $3, $4)
        ON CONFLICT (source, minute_ms) DO UPDATE SET captured_s = captured_s + excluded.captured_s,
            classified_s = classified_s + excluded.classified_s, dropped_s = dropped_s + excluded.dropped_s
        """;

    private const long MinuteMs = 60_000;
    private string _station = "";

    /// <summary>The good clock, once there is one.</summary>
    private ClockBasis? _good;

    /// <summary>True while the transaction has marked something that the good clock can correct at once.</summary>
    private bool _isDue;

    /// <summary>
    /// Marks a row whose times are not known to be right, or takes the mark from one that was written again with right ones.
    /// </summary>
    /// <param name="transaction">The running one.</param>
    /// <param name="kind">What of the row is told: an event or a gap.</param>
    /// <param name="id">Its identifier.</param>
    /// <param name="clock">What its times were read from.</param>
    public void Mark(SqliteTransaction transaction, JournalKind kind, string id, ClockBasis? clock)
    {
        if (clock is not { } basis)
        {
            return;
        }

        if (basis.IsSynchronised)
        {
            statements.Execute(transaction, "DELETE FROM unsynchronised WHERE id = $0 AND kind = $1", id, kind.ToString());
            return;
        }

        _isDue = true;
        statements.Execute(
            transaction,
            """
            INSERT INTO unsynchronised (id, kind, boot, offset_ms) VALUES ($0, $1, $2, $3)
            ON CONFLICT (id, kind) DO UPDATE SET boot = excluded.boot, offset_ms = excluded.offset_ms
            """,
            id, kind.ToString(), basis.Boot, Ms(basis.Offset));
    }

    /// <summary>What the mark of a row says its times were read from; null where it has none.</summary>
    /// <param name="row">A row that is read.</param>
    /// <param name="boot">Name of the column of the machine's start.</param>
    /// <param name="offset">Name of the column of the offset in milliseconds.</param>
    public static ClockBasis? Basis(SqliteDataReader row, string boot, string offset) =>
        row.IsDBNull(row.GetOrdinal(boot))
            ? null
            : new ClockBasis(
                row.GetString(row.GetOrdinal(boot)),
                IsSynchronised: false,
                TimeSpan.FromMilliseconds(row.GetInt64(row.GetOrdinal(offset))));

    /// <summary>Marks seconds of effort whose minute is not known to be right.</summary>
    /// <param name="transaction">The running one.</param>
    /// <param name="effort">What was added.</param>
    public void Mark(SqliteTransaction transaction, EffortMinute effort)
    {
        if (effort.Clock is not { IsSynchronised: false } basis)
        {
            return;
        }

        _isDue = true;
        statements.Execute(
            transaction,
            """
            INSERT INTO effort_unsynchronised (source, minute_ms, boot, offset_ms, captured_s, classified_s, dropped_s)
            VALUES ($0, $1, $2, $3, $4, $5, $6)
            ON CONFLICT (source, minute_ms, boot, offset_ms) DO UPDATE SET captured_s = captured_s + excluded.captured_s,
                classified_s = classified_s + excluded.classified_s, dropped_s = dropped_s + excluded.dropped_s
            """,
            effort.Source, effort.Minute.ToUnixTimeMilliseconds(), basis.Boot, Ms(basis.Offset), effort.CapturedSeconds, effort.ClassifiedSeconds, effort.DroppedSeconds);
    }

    /// <summary>The clock is good: what is marked is to be corrected, now and whenever something comes late.</summary>
    /// <param name="station">The station's id, for payloads.</param>
    /// <param name="good">The good clock.</param>
    public void Trust(string station, ClockBasis good)
    {
        _station = station;
        _good = good;
        _isDue = true;
    }

    /// <summary>Corrects what can be.</summary>
    /// <param name="transaction">The running one.</param>
    public void Correct(SqliteTransaction transaction)
    {
        if (!_isDue || _good is not { } good)
        {
            return;
        }

        _isDue = false;
        // What an earlier start left can never be corrected.
        statements.Execute(transaction, "DELETE FROM unsynchronised WHERE boot <> $0", good.Boot);
        statements.Execute(transaction, "DELETE FROM effort_unsynchronised WHERE boot <> $0", good.Boot);
        foreach (var mark in statements.Rows(transaction, "SELECT id, kind, offset_ms FROM unsynchronised AS mark ORDER BY (SELECT sequence FROM log WHERE log.id = mark.id AND log.kind = mark.kind)"))
        {
            CorrectRow(transaction, (string)mark[0], (string)mark[1], Ms(good.Offset) - (long)mark[2]);
        }

        var touched = new SortedSet<(long Minute, string Source)>();
        foreach (var effort in statements.Rows(transaction, "SELECT source, minute_ms, offset_ms, captured_s, classified_s, dropped_s FROM effort_unsynchronised"))
        {
            MoveEffort(transaction, effort, Ms(good.Offset) - (long)effort[2], touched);
        }

        foreach (var (minute, source) in touched)
        {
            TellEffort(transaction, source, minute);
        }

        statements.Execute(transaction, "DELETE FROM unsynchronised");
        statements.Execute(transaction, "DELETE FROM effort_unsynchronised");
        statements.Execute(
            transaction,
            "DELETE FROM effort WHERE abs(captured_s) < 1e-6 AND abs(classified_s) < 1e-6 AND abs(dropped_s) < 1e-6");
    }

    private void CorrectRow(SqliteTransaction transaction, string id, string kind, long shift)
    {
        var isGap = kind == nameof(JournalKind.Gap);
        statements.Execute(
            transaction,
            isGap
                ? "UPDATE gaps SET begin_ms = begin_ms + $1 WHERE id = $0"
                : "UPDATE detections SET begin_ms = begin_ms + $1, end_ms = end_ms + $1, peak_ms = peak_ms + $1 WHERE id = $0",
            id, shift);
        // A detection that still goes on is told at its end, with right times.
        foreach (var entry in statements.Rows(transaction, "SELECT source, payload FROM log WHERE id = $0 AND kind = $1", id, kind))
        {
            statements.Execute(
                transaction,
                "INSERT INTO log (kind, id, source, payload) VALUES ($0, $1, $2, $3) ON CONFLICT (id, kind) DO NOTHING",
                nameof(JournalKind.Correction), id, entry[0], JournalJson.Correction((string)entry[1], isGap ? "gap" : "event", shift));
        }
    }

    /// <summary>
    /// Moves a minute's seconds; a shift that is no whole number of minutes divides them between two, as if they had been heard evenly.
    /// </summary>
    private void MoveEffort(SqliteTransaction transaction, object[] effort, long shift, SortedSet<(long Minute, string Source)> touched)
    {
        var from = (long)effort[1];
        var minute = Math.DivRem(from + shift, MinuteMs).Quotient * MinuteMs;
        var second = (double)(from + shift - minute) / MinuteMs;
        Add(transaction, effort, from, -1, touched);
        Add(transaction, effort, minute, 1 - second, touched);
        Add(transaction, effort, minute + MinuteMs, second, touched);
    }

    /// <summary>
    /// A later entry of a minute replaces what was told of it: sinks hear of those that lost seconds and of those that got them.
    /// </summary>
    private void TellEffort(SqliteTransaction transaction, string source, long minute)
    {
        var row = statements.Rows(transaction, "SELECT captured_s, classified_s, dropped_s FROM effort WHERE source = $0 AND minute_ms = $1", source, minute).Single();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(minute);
        // What is left of a sum that was taken away is not quite zero.
        var effort = new EffortMinute(source, at, Math.Max(0, (double)row[0]), Math.Max(0, (double)row[1]), Math.Max(0, (double)row[2]));
        var id = TimeOrderedId.At(at);
        statements.Execute(
            transaction,
            "INSERT INTO log (kind, id, source, payload) VALUES ($0, $1, $2, $3)",
            nameof(JournalKind.Effort), id.ToString("D"), source, JournalJson.Effort(_station, id, effort));
    }

    private void Add(
        SqliteTransaction transaction,
        object[] effort,
        long minute,
        double part,
        SortedSet<(long Minute, string Source)> touched)
    {
        if (part != 0)
        {
            touched.Add((minute, (string)effort[0]));
            statements.Execute(
                transaction,
                EffortSql,
                effort[0],
                minute,
                part * (double)effort[3],
                part * (double)effort[4],
                part * (double)effort[5]);
        }
    }

    private static long Ms(TimeSpan offset) => (long)Math.Round(offset.TotalMilliseconds);
}
