using System.Text.Json;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Fetching;

/// <summary>One page of an answer of xeno-canto's API.</summary>
/// <param name="Pages">Pages there are.</param>
/// <param name="Found">Recordings on all pages.</param>
/// <param name="Recordings">Recordings on this page that can be fetched.</param>
/// <param name="Hidden">Recordings on this page without an address: those of species under protection.</param>
/// <remarks>
/// Field names as the site's API page lists them (read in stored copies of xeno-canto.org/explore/api, versions 2 and 3): version 3 writes
/// lon and grp where version 2 wrote lng and group; both are read. numRecordings comes as text in the page's examples and as a number from
/// some servers, so any scalar is taken.
/// </remarks>
internal sealed record XenoCantoPage(int Pages, int Found, IReadOnlyList<RemoteRecording> Recordings, int Hidden)
{
    /// <summary>Reads a page.</summary>
    /// <param name="json">Body of the answer.</param>
    /// <exception cref="JsonException">It is no page.</exception>
    public static XenoCantoPage Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("recordings", out var list)
            || list.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("it holds no list of recordings");
        }

        var recordings = list.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Object).Select(Recording).ToList();
        return new XenoCantoPage(
            Whole(root, "numPages", 1),
            Whole(root, "numRecordings", recordings.Count),
            recordings.OfType<RemoteRecording>().ToList(),
            recordings.Count(r => r is null));
    }

    /// <summary>What an error's body says, for people; null where it says nothing.</summary>
    /// <param name="body">Body of the answer.</param>
    public static string? ErrorMessage(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && Text(document.RootElement, "message") is { Length: > 0 } message
                ? message
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RemoteRecording? Recording(JsonElement r)
    {
        var id = CatalogueText.Id(Text(r, "id"));
        var file = r.TryGetProperty("file", out var f) && f.ValueKind == JsonValueKind.Object ? Text(f, "url") : Text(r, "file");
        if (id.Length == 0 || CatalogueText.Address(file) is not { } address)
        {
            return null;
        }

        return new RemoteRecording
        {
            Id = id,
            Name = new SpeciesName(Text(r, "en"), $"{Text(r, "gen")} {Text(r, "sp")}".Trim()),
            Group = Text(r, "grp") is { Length: > 0 } grp ? grp : Text(r, "group"),
            Also = Texts(r, "also"),
            Address = address,
            FileName = Text(r, "file-name"),
            Seconds = CatalogueText.Seconds(Text(r, "length")),
            Recordist = Text(r, "rec"),
            Country = Text(r, "cnt"),
            Place = Text(r, "loc"),
            Latitude = CatalogueText.Degrees(Text(r, "lat")),
            Longitude = CatalogueText.Degrees(Text(r, "lon") is { Length: > 0 } lon ? lon : Text(r, "lng")),
            Date = Text(r, "date"),
            Time = Text(r, "time"),
            Type = Text(r, "type"),
            Quality = Text(r, "q") is [>= 'A' and <= 'E'] q ? q : "",
            Licence = CatalogueText.Licence(Text(r, "lic")),
        };
    }

    private static string[] Texts(JsonElement of, string name) =>
        of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ?
            [
                .. list.EnumerateArray()
                    .Where(t => t.ValueKind == JsonValueKind.String)
                    .Select(t => t.GetString()!.Trim())
                    .Where(t => t.Length > 0),
            ]
            : [];

    private static int Whole(JsonElement of, string name, int otherwise) => int.TryParse(Text(of, name), out var value) ? value : otherwise;

    private static string Text(JsonElement of, string name) => !of.TryGetProperty(name, out var value) ? "" : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        _ => "",
    };
}
