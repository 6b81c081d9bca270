using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace AvianVox.EndToEnd.Tests.Support;

/// <summary>One detection as "avianvox detections --format json" tells it.</summary>
internal sealed record JournalRow(string Id, string Species, DateTimeOffset Begin, DateTimeOffset End, DateTimeOffset Peak, double Confidence)
{
    /// <summary>Everything in a journal.</summary>
    /// <param name="data">Data folder.</param>
    public static async Task<IReadOnlyList<JournalRow>> ReadAsync(string data)
    {
        var (code, output, errors) = await Programs.StationCommandAsync("detections", "--data", data, "--format", "json");
        Assert.True(code == 0, errors);
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray().Select(Row)];
    }

    /// <summary>Ids of the journal's log, in its order: what every sink must tell, and in which order.</summary>
    /// <param name="data">Data folder.</param>
    /// <param name="kind">"Detection" or "Event".</param>
    public static async Task<IReadOnlyList<string>> LogAsync(string data, string kind)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "journal.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM log WHERE kind = $kind ORDER BY sequence";
        command.Parameters.AddWithValue("$kind", kind);
        await using var rows = await command.ExecuteReaderAsync();
        var ids = new List<string>();
        while (await rows.ReadAsync())
        {
            ids.Add(rows.GetString(0));
        }

        return ids;
    }

    private static JournalRow Row(JsonElement row) => new(
        row.GetProperty("id").GetString()!,
        row.GetProperty("species").GetProperty("common").GetString()!,
        Time(row, "begin"),
        Time(row, "end"),
        Time(row, "peak"),
        row.GetProperty("confidence").GetDouble());

    private static DateTimeOffset Time(JsonElement row, string key) => DateTimeOffset.Parse(row.GetProperty(key).GetString()!, CultureInfo.InvariantCulture);
}
