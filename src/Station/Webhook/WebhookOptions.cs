using AvianVox.Listening.Settings;
using AvianVox.Station.Sinks;

namespace AvianVox.Station.Webhook;

/// <summary>The address that each entry is sent to by HTTP.</summary>
[SettingGroup]
public sealed class WebhookOptions : SinkFilterOptions
{
    /// <summary>Address, http:// or https://, of which no more than the host is ever shown; null for none. Default null.</summary>
    [HoldsKey]
    public string? Url { get; set; }

    /// <summary>POST, PUT or PATCH. Default POST.</summary>
    [Pattern("POST|PUT|PATCH", "POST, PUT or PATCH")]
    public string Method { get; set; } = "POST";

    /// <summary>
    /// Text of the body, in which {{species.common}} and the like stand for what the entry holds; null for all of the entry as JSON.
    /// Default null.
    /// </summary>
    public string? Template { get; set; }

    /// <summary>Type of the body. Default "application/json".</summary>
    [Pattern(@"[\w.+-]+/[\w.+-]+(\s*;.*)?", "a media type, such as application/json")]
    public string ContentType { get; set; } = "application/json";

    /// <summary>
    /// More headers, by name, their values never shown; for a secret there is <see cref="AuthorizationFile"/>. Default none.
    /// </summary>
    [Secret]
    public IDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The header Authorization, such as "Bearer abc"; never shown. Better in <see cref="AuthorizationFile"/>. Default null.
    /// </summary>
    [Secret]
    public string? Authorization { get; set; }

    /// <summary>File whose first line is the header Authorization; read anew at every request. Default null.</summary>
    public string? AuthorizationFile { get; set; }

    /// <summary>Which entries: "detection", "event", "gap", "effort", "correction"; empty for detection and event. Default empty.</summary>
    [Pattern(KindNames, KindsAllowed)]
    public IList<string> Kinds { get; set; } = [];

    /// <summary>How long one request may take, in seconds; 0.1 to 300. Default 10.</summary>
    [Between(0.1, 300)]
    public double TimeoutSeconds { get; set; } = 10;

    /// <summary>Names of the kinds that may be asked for.</summary>
    internal const string KindNames = "detection|event|gap|effort|correction";

    /// <summary><see cref="KindNames"/> in words.</summary>
    internal const string KindsAllowed = "detection, event, gap, effort or correction";
}
