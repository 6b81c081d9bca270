using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AvianVox.Station.Messages;

/// <summary>Times in RFC 3339, UTC, with milliseconds and Z: what is finer is cut off. Reads any offset.</summary>
internal sealed class MessageTimeConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString(JournalJson.TimeFormat, CultureInfo.InvariantCulture));
}
