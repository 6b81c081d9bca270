using AvianVox.Classification.Packages;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>
/// The table of detections: one list of its columns, of which the schema, the writing and the reading are made. A new column is added at
/// the
/// end, with the version of the schema that brings it.
/// </summary>
internal static class DetectionTable
{
    private const string Text = "TEXT NOT NULL";
    private const string Integer = "INTEGER NOT NULL";
    private const string Real = "REAL NOT NULL";

    private static readonly DetectionColumn[] Columns =
    [
        new("id", "TEXT PRIMARY KEY") { Value = r => r.Id.ToString("D") },
        new("source", Text) { Value = r => r.Source },
        new("code", Text) { Value = r => r.Label.Code },
        new("scientific_name", Text) { Value = r => r.Label.ScientificName },
        new("common_name", Text) { Value = r => r.Label.CommonName },
        new("begin_ms", Integer) { Value = r => r.Begin.ToUnixTimeMilliseconds(), Changes = true },
        new("end_ms", Integer) { Value = r => r.End.ToUnixTimeMilliseconds(), Changes = true },
        new("peak_ms", Integer) { Value = r => r.Peak.ToUnixTimeMilliseconds(), Changes = true },
        new("begin_sample", Integer) { Value = r => r.BeginSample, Changes = true },
        new("end_sample", Integer) { Value = r => r.EndSample, Changes = true },
        new("peak_sample", Integer) { Value = r => r.PeakSample, Changes = true },
        new("confidence", Real) { Value = r => r.Confidence, Changes = true },
        new("threshold", Real) { Value = r => r.Threshold },
        new("windows", Integer) { Value = r => r.Windows, Changes = true },
        new("model", Text) { Value = r => r.Model },
        new("ended", Integer) { Changes = true },
        new("clip", "TEXT") { Since = 2 },
        new("clip_gone_ms", "INTEGER") { Since = 2 },
        new("picture", "TEXT") { Since = 5, Value = r => r.Picture, Changes = true },
    ];

    /// <summary>Columns that a detection writes; "ended" is told beside the record.</summary>
    private static readonly DetectionColumn[] Written = [.. Columns.Where(column => column.Value is not null || column.Name == "ended")];

    /// <summary>Place of each column in <see cref="Select"/>.</summary>
    private static readonly Dictionary<string, int> Ordinals =
        Columns.Select((column, index) => (column.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);

    /// <summary>Names of all columns, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Columns.Select(column => column.Name)];

    /// <summary>All columns, for a SELECT whose rows <see cref="ToRow"/> and <see cref="ToRecord"/> read.</summary>
    public static string Select { get; } = string.Join(", ", Names);

    /// <summary>Writes a detection; one that is there already is brought up to date. Its parameters are <see cref="Values"/>.</summary>
    public static string Insert { get; } =
        $"INSERT INTO detections ({string.Join(", ", Written.Select(column => column.Name))}) "
        + $"VALUES ({string.Join(", ", Written.Select((_, index) => FormattableString.Invariant($"${index}")))}) "
        + $"ON CONFLICT (id) DO UPDATE SET {string.Join(", ", Written.Where(column => column.Changes).Select(column => $"{column.Name} = excluded.{column.Name}"))}";

    /// <summary>The statement that makes the table, in the schema's first version.</summary>
    public static string Create { get; } =
        $"CREATE TABLE detections ({string.Join(", ", Columns.Where(column => column.Since == 1).Select(Define))}) STRICT;";

    /// <summary>The statements that add the columns of a later version.</summary>
    /// <param name="version">Version of the schema that brings them.</param>
    public static string Add(int version) => string.Join(
        '\n',
        Columns.Where(column => column.Since == version).Select(column => $"ALTER TABLE detections ADD COLUMN {Define(column)};"));

    /// <summary>The values of <see cref="Insert"/>.</summary>
    /// <param name="record">The detection.</param>
    /// <param name="ended">False at its confirmation.</param>
    public static object[] Values(DetectionRecord record, bool ended) =>
        [.. Written.Select(column => column.Value is { } value ? value(record) ?? DBNull.Value : ended ? 1L : 0L)];

    /// <summary>Reads a detection as people see it.</summary>
    /// <param name="row">A row of <see cref="Select"/>.</param>
    public static DetectionRow ToRow(SqliteDataReader row) => new(
        Guid.Parse(String(row, "id")!),
        String(row, "source")!,
        String(row, "code")!,
        String(row, "scientific_name")!,
        String(row, "common_name")!,
        Time(row, "begin_ms")!.Value,
        Time(row, "end_ms")!.Value,
        Time(row, "peak_ms")!.Value,
        row.GetDouble(Ordinals["confidence"]),
        row.GetDouble(Ordinals["threshold"]),
        row.GetInt32(Ordinals["windows"]),
        String(row, "model")!,
        Number(row, "ended") != 0,
        String(row, "clip"),
        Time(row, "clip_gone_ms"),
        String(row, "picture"));

    /// <summary>Reads a detection as it was told; its label has no index, which belongs to the model that was loaded then.</summary>
    /// <param name="row">A row of <see cref="Select"/>.</param>
    /// <param name="clock">What its times were read from.</param>
    public static DetectionRecord ToRecord(SqliteDataReader row, ClockBasis? clock) => new()
    {
        Id = Guid.Parse(String(row, "id")!),
        Source = String(row, "source")!,
        Label = new Label(-1, String(row, "scientific_name")!, String(row, "common_name")!, String(row, "code")!, LabelKind.Bird),
        Begin = Time(row, "begin_ms")!.Value,
        End = Time(row, "end_ms")!.Value,
        Peak = Time(row, "peak_ms")!.Value,
        BeginSample = Number(row, "begin_sample"),
        EndSample = Number(row, "end_sample"),
        PeakSample = Number(row, "peak_sample"),
        Confidence = row.GetDouble(Ordinals["confidence"]),
        Threshold = row.GetDouble(Ordinals["threshold"]),
        Windows = row.GetInt32(Ordinals["windows"]),
        Model = String(row, "model")!,
        Clip = String(row, "clip"),
        Picture = String(row, "picture"),
        Clock = clock,
    };

    private static string Define(DetectionColumn column) => $"{column.Name} {column.Type}";

    private static string? String(SqliteDataReader row, string column) =>
        row.IsDBNull(Ordinals[column]) ? null : row.GetString(Ordinals[column]);

    private static long Number(SqliteDataReader row, string column) => row.GetInt64(Ordinals[column]);

    private static DateTimeOffset? Time(SqliteDataReader row, string column) =>
        row.IsDBNull(Ordinals[column]) ? null : DateTimeOffset.FromUnixTimeMilliseconds(Number(row, column));
}
