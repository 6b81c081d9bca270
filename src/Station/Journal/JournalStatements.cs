using AvianVox.Listening.Records;
using AvianVox.Station.Messages;
using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>Puts pieces of work into the database. One thread at a time uses it.</summary>
/// <param name="statements">Run on the connection that writes.</param>
internal sealed class JournalStatements(StatementCache statements)
{
    private readonly SinkStatements _sinks = new(statements);
    private readonly JournalClock _clock = new(statements);

    /// <summary>Writes a batch.</summary>
    /// <param name="batch">In the order it was asked for.</param>
    /// <param name="transaction">The running one.</param>
    public void Write(IReadOnlyList<JournalWork> batch, SqliteTransaction transaction)
    {
        foreach (var work in batch)
        {
            Write(work, transaction);
        }

        _clock.Correct(transaction);
    }

    private void Write(JournalWork work, SqliteTransaction transaction)
    {
        switch (work)
        {
            case JournalWork.Detection { Record: var r } detection:
                statements.Execute(
                    transaction,
                    DetectionTable.Insert,
                    DetectionTable.Values(r, ended: detection.Kind == JournalKind.Event));
                Log(transaction, detection.Kind, r.Id, r.Source, detection.Payload);
                _clock.Mark(transaction, JournalKind.Event, Key(r.Id), r.Clock);
                break;
            case JournalWork.Gap { Record: var g } gap:
                statements.Execute(
                    transaction,
                    "INSERT INTO gaps (id, source, begin_sample, samples, begin_ms, seconds, cause) VALUES ($0, $1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING",
                    Key(g.Id), g.Source, g.BeginSample, g.Samples, Ms(g.Begin), g.Seconds, JournalJson.Cause(g.Cause));
                Log(transaction, JournalKind.Gap, g.Id, g.Source, gap.Payload);
                _clock.Mark(transaction, JournalKind.Gap, Key(g.Id), g.Clock);
                break;
            case JournalWork.Clip clip:
                statements.Execute(
                    transaction,
                    "UPDATE detections SET clip = $0, clip_gone_ms = NULL WHERE id = $1",
                    clip.Path,
                    Key(clip.Id));
                break;
            case JournalWork.ClipGone gone:
                statements.Execute(
                    transaction,
                    "UPDATE detections SET clip_gone_ms = $0 WHERE clip = $1 AND clip_gone_ms IS NULL",
                    Ms(gone.At),
                    gone.Path);
                break;
            case JournalWork.Effort { Minute: var m } effort:
                Log(
                    transaction,
                    JournalKind.Effort,
                    effort.Id,
                    m.Source,
                    JournalJson.Effort(effort.Station, effort.Id, AddEffort(m, transaction)));
                _clock.Mark(transaction, m);
                break;
            case JournalWork.Correction correction:
                _clock.Trust(correction.Station, correction.Good);
                break;
            case JournalWork.Health health:
                Log(transaction, JournalKind.Health, health.Id, "", health.Payload);
                break;
            default:
                _sinks.Write(work, transaction);
                break;
        }
    }

    /// <summary>An entry that a retried batch brings again is the same entry: its id and kind name it.</summary>
    private void Log(SqliteTransaction transaction, JournalKind kind, Guid id, string source, string payload) => statements.Execute(
        transaction,
        "INSERT INTO log (kind, id, source, payload) VALUES ($0, $1, $2, $3) ON CONFLICT (id, kind) DO NOTHING",
        kind.ToString(), Key(id), source, payload);

    /// <returns>The minute with all that was added to it.</returns>
    private EffortMinute AddEffort(EffortMinute m, SqliteTransaction transaction)
    {
        var sum = statements.Rows(
            transaction,
            JournalClock.EffortSql + " RETURNING captured_s, classified_s, dropped_s",
            m.Source, Ms(m.Minute), m.CapturedSeconds, m.ClassifiedSeconds, m.DroppedSeconds).Single();
        return m with { CapturedSeconds = (double)sum[0], ClassifiedSeconds = (double)sum[1], DroppedSeconds = (double)sum[2] };
    }

    private static string Key(Guid id) => id.ToString("D");

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
