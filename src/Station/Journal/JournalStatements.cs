using AvianVox.Classification.Packages;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Records;
using AvianVox.Station.Messages;
using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>The writer's prepared statements. One thread at a time uses them.</summary>
internal sealed class JournalStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _log;
    private readonly SqliteCommand _detection;
    private readonly SqliteCommand _gap;
    private readonly SqliteCommand _clip;
    private readonly SqliteCommand _clipGone;
    private readonly SqliteCommand _effort;
    private readonly SinkStatements _sinks;
    private readonly JournalClock _clock;

    /// <summary>Adds seconds to a minute: source, minute, captured, classified, dropped.</summary>
    public const string EffortSql =
        """
        INSERT INTO effort (source, minute_ms, captured_s, classified_s, dropped_s)
        VALUES ($0, $1, $2, $3, $4)
        ON CONFLICT (source, minute_ms) DO UPDATE SET captured_s = captured_s + excluded.captured_s,
            classified_s = classified_s + excluded.classified_s, dropped_s = dropped_s + excluded.dropped_s
        """;

    /// <summary>Prepares the statements.</summary>
    /// <param name="connection">A connection that may write.</param>
    public JournalStatements(SqliteConnection connection)
    {
        _connection = connection;
        _clock = new JournalClock(connection);
        // An entry that a retried batch brings again is the same entry: (id, kind) names it.
        _log = Prepare(
            "INSERT INTO log (kind, id, source, payload) VALUES ($kind, $id, $source, $payload) ON CONFLICT (id, kind) DO NOTHING",
            "$kind", "$id", "$source", "$payload");
        _detection = Prepare(
            """
            INSERT INTO detections (id, source, code, scientific_name, common_name, begin_ms, end_ms, peak_ms,
                begin_sample, end_sample, peak_sample, confidence, threshold, windows, model, ended, picture)
            VALUES ($id, $source, $code, $scientific, $common, $begin, $end, $peak,
                $beginSample, $endSample, $peakSample, $confidence, $threshold, $windows, $model, $ended, $picture)
            ON CONFLICT (id) DO UPDATE SET begin_ms = excluded.begin_ms, end_ms = excluded.end_ms, peak_ms = excluded.peak_ms,
                begin_sample = excluded.begin_sample, end_sample = excluded.end_sample, peak_sample = excluded.peak_sample,
                confidence = excluded.confidence, windows = excluded.windows, ended = excluded.ended, picture = excluded.picture
            """,
            "$id", "$source", "$code", "$scientific", "$common", "$begin", "$end", "$peak", "$beginSample", "$endSample", "$peakSample", "$confidence", "$threshold", "$windows", "$model", "$ended", "$picture");
        _gap = Prepare(
            """
            INSERT INTO gaps (id, source, begin_sample, samples, begin_ms, seconds, cause)
            VALUES ($id, $source, $beginSample, $samples, $begin, $seconds, $cause) ON CONFLICT (id) DO NOTHING
            """,
            "$id", "$source", "$beginSample", "$samples", "$begin", "$seconds", "$cause");
        _clip = Prepare("UPDATE detections SET clip = $clip, clip_gone_ms = NULL WHERE id = $id", "$clip", "$id");
        _clipGone = Prepare("UPDATE detections SET clip_gone_ms = $at WHERE clip = $clip AND clip_gone_ms IS NULL", "$at", "$clip");
        _effort = Prepare(EffortSql + " RETURNING captured_s, classified_s, dropped_s", "$0", "$1", "$2", "$3", "$4");
        _sinks = new SinkStatements(connection);
    }

    /// <summary>Writes a batch in one transaction: all of it or nothing.</summary>
    /// <param name="batch">In the order it was asked for.</param>
    /// <returns>Sequence of the last entry in the log.</returns>
    public long Commit(IReadOnlyList<JournalWork> batch)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var work in batch)
        {
            Write(work, transaction);
        }

        _clock.Correct(transaction);
        var last = LastSequence(transaction);
        transaction.Commit();
        return last;
    }

    /// <summary>Ends the detections that were open when the station died: their end is the last one known, and an event says so.</summary>
    /// <param name="station">The station's id.</param>
    /// <returns>How many there were.</returns>
    public int CloseOpen(string station)
    {
        var open = new List<JournalWork>();
        using (var command = _connection.CreateCommand())
        {
            command.CommandText =
                """
                SELECT id, source, code, scientific_name, common_name, begin_ms, end_ms, peak_ms, begin_sample, end_sample, peak_sample,
                    confidence, threshold, windows, model, clip, boot, offset_ms
                FROM detections LEFT JOIN (SELECT id AS marked, boot, offset_ms FROM unsynchronised WHERE kind = 'Event') ON id = marked
                WHERE ended = 0 ORDER BY begin_ms
                """;
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                var record = new DetectionRecord
                {
                    Id = Guid.Parse(row.GetString(0)),
                    Source = row.GetString(1),
                    // The index belongs to the model that was loaded then and is not published.
                    Label = new Label(-1, row.GetString(3), row.GetString(4), row.GetString(2), LabelKind.Bird),
                    Begin = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
                    End = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)),
                    Peak = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(7)),
                    BeginSample = row.GetInt64(8),
                    EndSample = row.GetInt64(9),
                    PeakSample = row.GetInt64(10),
                    Confidence = row.GetDouble(11),
                    Threshold = row.GetDouble(12),
                    Windows = row.GetInt32(13),
                    Model = row.GetString(14),
                    Clip = row.IsDBNull(15) ? null : row.GetString(15),
                    Clock = row.IsDBNull(16) ? null : new ClockBasis(row.GetString(16), IsSynchronised: false, TimeSpan.FromMilliseconds(row.GetInt64(17))),
                };
                open.Add(new JournalWork.Detection(JournalKind.Event, record, JournalJson.Detection(station, record, ended: true, interrupted: true)));
            }
        }

        Commit(open);
        return open.Count;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _log.Dispose();
        _detection.Dispose();
        _gap.Dispose();
        _clip.Dispose();
        _clipGone.Dispose();
        _effort.Dispose();
        _sinks.Dispose();
    }

    private void Write(JournalWork work, SqliteTransaction transaction)
    {
        switch (work)
        {
            case JournalWork.Detection { Record: var r } detection:
                var label = r.Label;
                Run(_detection, transaction, Key(r.Id), r.Source, label.Code, label.ScientificName, label.CommonName, Ms(r.Begin), Ms(r.End), Ms(r.Peak), r.BeginSample, r.EndSample, r.PeakSample, r.Confidence, r.Threshold, r.Windows, r.Model, detection.Kind == JournalKind.Event ? 1 : 0, (object?)r.Picture ?? DBNull.Value);
                Run(_log, transaction, detection.Kind.ToString(), Key(r.Id), r.Source, detection.Payload);
                _clock.Mark(transaction, JournalKind.Event, Key(r.Id), r.Clock);
                break;
            case JournalWork.Gap { Record: var g } gap:
                Run(_gap, transaction, Key(g.Id), g.Source, g.BeginSample, g.Samples, Ms(g.Begin), g.Seconds, JournalJson.Cause(g.Cause));
                Run(_log, transaction, nameof(JournalKind.Gap), Key(g.Id), g.Source, gap.Payload);
                _clock.Mark(transaction, JournalKind.Gap, Key(g.Id), g.Clock);
                break;
            case JournalWork.Clip clip:
                Run(_clip, transaction, clip.Path, Key(clip.Id));
                break;
            case JournalWork.ClipGone gone:
                Run(_clipGone, transaction, Ms(gone.At), gone.Path);
                break;
            case JournalWork.Effort { Minute: var m } effort:
                Run(_log, transaction, nameof(JournalKind.Effort), Key(effort.Id), m.Source, JournalJson.Effort(effort.Station, effort.Id, AddEffort(m, transaction)));
                _clock.Mark(transaction, m);
                break;
            case JournalWork.Correction correction:
                _clock.Trust(correction.Station, correction.Good);
                break;
            case JournalWork.Health health:
                Run(_log, transaction, nameof(JournalKind.Health), Key(health.Id), "", health.Payload);
                break;
            default:
                _sinks.Write(work, transaction);
                break;
        }
    }

    /// <returns>The minute with all that was added to it.</returns>
    private EffortMinute AddEffort(EffortMinute m, SqliteTransaction transaction)
    {
        Set(_effort, transaction, m.Source, Ms(m.Minute), m.CapturedSeconds, m.ClassifiedSeconds, m.DroppedSeconds);
        using var row = _effort.ExecuteReader();
        row.Read();
        return m with { CapturedSeconds = row.GetDouble(0), ClassifiedSeconds = row.GetDouble(1), DroppedSeconds = row.GetDouble(2) };
    }

    private long LastSequence(SqliteTransaction transaction)
    {
        using var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT coalesce(max(sequence), 0) FROM log";
        return (long)command.ExecuteScalar()!;
    }

    private static string Key(Guid id) => id.ToString("D");

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static void Run(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        Set(command, transaction, values);
        command.ExecuteNonQuery();
    }

    private static void Set(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // the callers pass constants
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        }

        return command;
    }
}
