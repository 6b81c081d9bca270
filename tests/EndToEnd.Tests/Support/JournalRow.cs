using System.Globalization;
using System.Text.Json;

namespace AvianVox.EndToEnd.Tests.Support;

/// <summary>One detection as "avianvox detections --format json" tells it.</summary>
internal sealed record JournalRow(string Id, string Species, DateTimeOffset Begin, DateTimeOffset Peak, double Confidence)
{
    /// <summary>Everything in a journal.</summary>
    /// <param name="data">Data folder.</param>
    public static async Task<IReadOnlyList<JournalRow>> ReadAsync(string data)
    {
        var (code, output, errors) = await Programs.StationCommandAsync("detections", "--data", data, "--format", "json");
        Assert.True(code == 0, errors);
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray().Select(Row)];
    }

    private static JournalRow Row(JsonElement row) => new(
        row.GetProperty("id").GetString()!,
        row.GetProperty("species").GetProperty("common").GetString()!,
        Time(row, "begin"),
        Time(row, "peak"),
        row.GetProperty("confidence").GetDouble());

    private static DateTimeOffset Time(JsonElement row, string key) => DateTimeOffset.Parse(row.GetProperty(key).GetString()!, CultureInfo.InvariantCulture);
}
