using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AvianVox.Station.Messages;

/// <summary>
/// Messages as text and back: JSON with snake_case keys, in the order of a record's properties, times in RFC 3339 UTC with
/// milliseconds. The log, MQTT and whoever else tells them use this.
/// </summary>
internal static class MessageJson
{
    /// <summary>Version of the messages; rises when a key changes its meaning or goes, not when one is added.</summary>
    public const int SchemaVersion = 1;

    /// <summary>For what is written without a record, such as a message with some keys changed.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new MessageTimeConverter() },
        // Messages go to brokers and databases, never into HTML: names keep their accents and apostrophes.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly MessageContext Context = new(Options);

    /// <summary>Writes a message.</summary>
    /// <param name="message">One of those that <see cref="MessageContext"/> names.</param>
    public static string Write<T>(T message) => JsonSerializer.Serialize(message, Of<T>());

    /// <summary>Reads a message; keys that it does not know are passed over.</summary>
    /// <param name="text">A JSON object.</param>
    /// <exception cref="JsonException">It is none, or lacks a key that the message needs.</exception>
    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize(text, Of<T>()) ?? throw new JsonException($"It is null, where a {typeof(T).Name} should be.");

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Context.GetTypeInfo(typeof(T))!;
}
