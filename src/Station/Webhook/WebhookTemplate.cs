using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using AvianVox.Station.Journal;
using AvianVox.Station.Sinks;

namespace AvianVox.Station.Webhook;

/// <summary>
/// A text in which {{path}} stands for what the entry holds there: {{species.common}}, {{confidence}}, and beside the payload's
/// keys {{kind}}, {{sequence}} and {{entry}} (all of it). Texts are escaped as inside the quotes of JSON; all else is put as
/// JSON writes it; what the entry does not hold is nothing.
/// </summary>
/// <param name="text">The template.</param>
internal sealed partial class WebhookTemplate(string text)
{
    /// <summary>Fills it in.</summary>
    /// <param name="entry">Any entry.</param>
    public string Fill(JournalEntry entry)
    {
        var whole = EntryContent.WithKind(entry);
        using var document = JsonDocument.Parse(whole);
        return Place().Replace(text, place => Value(document.RootElement, place.Groups[1].Value, whole));
    }

    private static string Value(JsonElement root, string path, string whole)
    {
        if (path == "entry")
        {
            return whole;
        }

        var value = root;
        foreach (var key in path.Split('.'))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(key, out value))
            {
                return "";
            }
        }

        return value.ValueKind == JsonValueKind.String ? JsonEncodedText.Encode(value.GetString()!, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString() : value.GetRawText();
    }

    [GeneratedRegex(@"\{\{\s*([A-Za-z0-9_.]+)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
