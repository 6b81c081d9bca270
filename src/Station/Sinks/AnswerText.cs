using System.Text;
using System.Text.Json;

namespace AvianVox.Station.Sinks;

/// <summary>
/// What stands in an answer whose status says that all is well. Some say so and did not take it: a router that wants a login first, a
/// service that puts its errors into the body.
/// </summary>
internal static class AnswerText
{
    /// <summary>Most bytes that are read of an answer: more than any short word of a service, less than matters.</summary>
    private const int Most = 16_384;

    /// <summary>
    /// How long the body may take. The status came before it and is the answer: one that never ends would be sent for ever.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Names under which services say that they did not do what they were asked (Telegram, Slack, reCAPTCHA and their like).
    /// </summary>
    private static readonly string[] Outcomes = ["ok", "success"];

    /// <summary>Reads the beginning of a body; to its end where that comes soon, so that the connection can be used again.</summary>
    /// <param name="content">The body.</param>
    /// <param name="time">Measures.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<string> ReadAsync(HttpContent content, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        var bytes = new byte[Most];
        var count = 0;
        try
        {
            await using var body = await content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            int read;
            while (count < Most && (read = await body.ReadAsync(bytes.AsMemory(count), either.Token).ConfigureAwait(false)) > 0)
            {
                count += read;
            }
        }
        catch (Exception error) when (error is IOException or HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            // What came until then is judged.
        }

        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    /// <summary>Whether it is a page for people.</summary>
    /// <param name="text">The beginning of a body.</param>
    public static bool IsPage(string text)
    {
        var begin = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        return begin.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || begin.StartsWith(
            "<html",
            StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether it is a JSON object that says, by <c>"ok": false</c> or <c>"success": false</c>, that it was not done.</summary>
    /// <param name="text">A whole body.</param>
    public static bool SaysNo(string text)
    {
        if (!text.AsSpan().TrimStart("\uFEFF \t\r\n").StartsWith('{'))
        {
            return false;
        }

        try
        {
            using var body = JsonDocument.Parse(text.TrimStart('\uFEFF'));
            return Outcomes.Any(name => body.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.False);
        }
        catch (JsonException)
        {
            // Not the JSON it looked like, or longer than is read.
            return false;
        }
    }
}
