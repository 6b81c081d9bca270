using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AvianVox.Training.Reports;

/// <summary>JSON, in one shape for all reports.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Indented text, with a line feed at its end.</summary>
    /// <param name="json">What to write.</param>
    public static string ToText(this JsonNode json) => json.ToJsonString(Options) + "\n";

    /// <summary>An array.</summary>
    /// <typeparam name="T">Kind of the items.</typeparam>
    /// <param name="items">Items.</param>
    /// <param name="node">Makes a node of each.</param>
    public static JsonArray ToJson<T>(this IEnumerable<T> items, Func<T, JsonNode?> node) => new([.. items.Select(node)]);
}
