using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AvianVox.Station.Journal;
using AvianVox.Station.Messages;

namespace AvianVox.Monitor.Cli;

/// <summary>Prints detections.</summary>
internal static class DetectionPrinter
{
    /// <summary>Most rows under one head: a table's widths are known only once all its rows are held.</summary>
    private const int RowsInTable = 10_000;

    /// <summary>Prints a table with local times, and how much was listened to below it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rows">Detections, oldest first.</param>
    /// <param name="effort">What was listened to in the span asked for.</param>
    /// <param name="zone">Zone of the times.</param>
    /// <param name="width">Of the terminal, in characters; null for none, and then no text is cut short.</param>
    public static void Table(TextWriter output, IEnumerable<DetectionRow> rows, EffortTotal effort, TimeZoneInfo zone, int? width)
    {
        var table = new PlainTable(
        [
            new PlainColumn($"Begin ({zone.Id})"),
            new PlainColumn("Length", IsRight: true),
            new PlainColumn("Conf.", IsRight: true),
            new PlainColumn("Species", MayShrink: true),
            new PlainColumn("Source", MayGo: true),
            new PlainColumn("Scientific name", MayGo: true),
            new PlainColumn("Clip", MayGo: true),
        ]);
        var total = 0L;
        foreach (var part in rows.Chunk(RowsInTable))
        {
            total += part.Length;
            table.Write(output, [.. part.Select(row => Texts(row, zone))], width);
            output.WriteLine();
        }

        var dropped = effort.DroppedSeconds > 0 ? string.Create(CultureInfo.InvariantCulture, $", {effort.DroppedSeconds / 60:0.0} min of them dropped") : "";
        var count = total switch
        {
            0 => "No detections",
            1 => "1 detection",
            _ => $"{total.ToString(CultureInfo.InvariantCulture)} detections",
        };
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count}; {effort.CapturedSeconds / 60:0.0} min of sound listened to in {effort.Minutes} minute(s) of that time{dropped}."));
    }

    /// <summary>Prints comma-separated values with a header.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rows">Detections, oldest first.</param>
    public static void Csv(TextWriter output, IEnumerable<DetectionRow> rows)
    {
        output.Write("id,source,code,scientific_name,common_name,begin,end,peak,duration_s,confidence,threshold,windows,model,ended,clip,clip_gone,picture\r\n");
        foreach (var row in rows)
        {
            string[] fields =
            [
                row.Id.ToString("D"), row.Source, row.Code, row.ScientificName, row.CommonName,
                Utc(row.Begin), Utc(row.End), Utc(row.Peak),
                Seconds(row).ToString(CultureInfo.InvariantCulture), Probability(row.Confidence).ToString(CultureInfo.InvariantCulture), Probability(row.Threshold).ToString(CultureInfo.InvariantCulture),
                row.Windows.ToString(CultureInfo.InvariantCulture), row.Model, row.Ended ? "true" : "false",
                row.Clip ?? "", row.ClipGone is { } gone ? Utc(gone) : "", row.Picture ?? "",
            ];
            output.Write(string.Join(',', fields.Select(CsvCell.Of)) + "\r\n");
        }
    }

    /// <summary>Prints one JSON array.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rows">Detections, oldest first.</param>
    public static void Json(TextWriter output, IEnumerable<DetectionRow> rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartArray();
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("id", row.Id.ToString("D"));
            json.WriteString("source", row.Source);
            json.WriteStartObject("species");
            json.WriteString("code", row.Code);
            json.WriteString("scientific", row.ScientificName);
            json.WriteString("common", row.CommonName);
            json.WriteEndObject();
            json.WriteString("begin", Utc(row.Begin));
            json.WriteString("end", Utc(row.End));
            json.WriteString("peak", Utc(row.Peak));
            json.WriteNumber("duration_s", Seconds(row));
            json.WriteNumber("confidence", Probability(row.Confidence));
            json.WriteNumber("threshold", Probability(row.Threshold));
            json.WriteNumber("windows", row.Windows);
            json.WriteString("model", row.Model);
            json.WriteBoolean("ended", row.Ended);
            json.WriteString("clip", row.Clip);
            json.WriteString("clip_gone", row.ClipGone is { } gone ? Utc(gone) : null);
            json.WriteString("picture", row.Picture);
            json.WriteEndObject();
            Hand();
        }

        json.WriteEndArray();
        Hand();
        output.WriteLine();

        // Row by row, so that a journal of years needs no more memory than one of a day.
        void Hand()
        {
            json.Flush();
            output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
            buffer.ResetWrittenCount();
        }
    }

    private static string[] Texts(DetectionRow row, TimeZoneInfo zone) =>
    [
        TimeZoneInfo.ConvertTime(row.Begin, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        string.Create(CultureInfo.InvariantCulture, $"{(row.End - row.Begin).TotalSeconds:0.0} s{(row.Ended ? "" : " ...")}"),
        row.Confidence.ToString("0.00", CultureInfo.InvariantCulture),
        row.CommonName,
        row.Source,
        row.ScientificName,
        row.Clip is null ? "" : row.ClipGone is null ? row.Clip : "deleted",
    ];

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString(JournalJson.TimeFormat, CultureInfo.InvariantCulture);

    private static double Seconds(DetectionRow row) => Math.Round((row.End - row.Begin).TotalSeconds, 3);

    private static double Probability(double value) => Math.Round(value, 4);
}
