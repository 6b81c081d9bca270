using System.Text;

namespace AvianVox.Training.Tests.Fetching;

/// <summary>What the server says, and how badly.</summary>
internal sealed record ServerAnswer(int Status, string Type, byte[] Body)
{
    /// <summary>Value of Retry-After; null for none.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Bytes of the body sent before the connection is closed; null for all.</summary>
    public int? CutAt { get; init; }

    /// <summary>Whether nothing at all is said.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Whether nothing follows what was sent, and the connection stays open.</summary>
    public bool FallsSilent { get; init; }

    /// <summary>Called when the silence begins.</summary>
    public Action? OnSilence { get; init; }

    public bool AnnouncesLength { get; init; } = true;

    public bool ServesRanges { get; init; } = true;

    public static ServerAnswer Sound(byte[] body) => new(200, "audio/mpeg", body);

    public static ServerAnswer Json(int status, string json) => new(status, "application/json", Encoding.UTF8.GetBytes(json));

    public static ServerAnswer Html(int status) =>
        new(status, "text/html; charset=utf-8", "<html><body>Just a moment...</body></html>"u8.ToArray());
}
