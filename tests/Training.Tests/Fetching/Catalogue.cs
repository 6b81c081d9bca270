using System.Globalization;
using System.Text.Json.Nodes;
using AvianVox.TestSupport;

namespace AvianVox.Training.Tests.Fetching;

/// <summary>A catalogue of synthetic recordings that answers as xeno-canto's API, version 3, does.</summary>
internal sealed class Catalogue : IDisposable
{
    public const string Key = "secret-key-4711";

    private readonly TempFolder _temp = new();
    private readonly Dictionary<string, byte[]> _sounds = [];
    private readonly Dictionary<string, int> _asked = [];
    private readonly JsonArray _recordings = [];

    public Catalogue() => Server = new SoundServer(Answer);

    public SoundServer Server { get; }

    /// <summary>Recordings on a page.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>Answers in place of the usual one, given the path and how often it was asked for, from 1; null for the usual one.</summary>
    public Func<string, int, ServerAnswer?> Instead { get; set; } = (_, _) => null;

    public Uri Endpoint => new(Server.Address, "/api/3/recordings");

    /// <summary>Paths of the sounds asked for, in order.</summary>
    public IReadOnlyList<string> SoundsAsked => Server.Requests.Where(r => r.Path != "/api/3/recordings").Select(r => r.Path).ToList();

    public byte[] Sound(int id) => _sounds[$"/{id}/download"];

    /// <summary>Adds a recording; those of one tone and length are the same sound.</summary>
    public void Add(
        int id,
        string english = "Common Blackbird",
        string genus = "Turdus",
        string epithet = "merula",
        double seconds = 2,
        double? tone = null,
        string recordist = "Ann Example",
        string quality = "A",
        string? length = null)
    {
        _sounds[$"/{id}/download"] = Tones.Wav(_temp, seconds, tone ?? 400 + id % 100 * 25);
        _recordings.Add(new JsonObject
        {
            ["id"] = id.ToString(CultureInfo.InvariantCulture),
            ["gen"] = genus,
            ["sp"] = epithet,
            ["ssp"] = "",
            ["grp"] = "birds",
            ["en"] = english,
            ["rec"] = recordist,
            ["cnt"] = "Spain",
            ["loc"] = "Sisalde, Ames, A Coruña",
            ["lat"] = "42.8373",
            ["lon"] = "-8.652",
            ["type"] = "song",
            ["file"] = new Uri(Server.Address, $"/{id}/download").ToString(),
            ["file-name"] = $"XC{id}-wren.wav",
            ["lic"] = "//creativecommons.org/licenses/by-nc-sa/4.0/",
            ["q"] = quality,
            ["length"] = length ?? $"0:{Math.Round(seconds):00}",
            ["time"] = "10:00",
            ["date"] = "2021-04-00",
            ["smp"] = "8000",
        });
    }

    public void Dispose()
    {
        Server.Dispose();
        _temp.Dispose();
    }

    private ServerAnswer Answer(ServerRequest request)
    {
        int times;
        lock (_asked)
        {
            times = _asked[request.Path] = _asked.GetValueOrDefault(request.Path) + 1;
        }

        if (Instead(request.Path, times) is { } other)
        {
            return other;
        }

        if (request.Path != "/api/3/recordings")
        {
            return _sounds.TryGetValue(request.Path, out var sound) ? ServerAnswer.Sound(sound) : ServerAnswer.Html(404);
        }

        if (request.Query.GetValueOrDefault("key") != Key)
        {
            return ServerAnswer.Json(401, """{"error":"client_error","message":"Missing or invalid 'key' parameter"}""");
        }

        var page = int.Parse(request.Query["page"], CultureInfo.InvariantCulture);
        return ServerAnswer.Json(200, new JsonObject
        {
            ["numRecordings"] = _recordings.Count.ToString(CultureInfo.InvariantCulture),
            ["numSpecies"] = "1",
            ["page"] = page,
            ["numPages"] = (_recordings.Count + PageSize - 1) / PageSize,
            ["recordings"] = new JsonArray(_recordings.Skip((page - 1) * PageSize).Take(PageSize).Select(r => r!.DeepClone()).ToArray()),
        }.ToJsonString());
    }
}
