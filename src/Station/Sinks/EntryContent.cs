using System.Text.Json;
using AvianVox.Station.Journal;

namespace AvianVox.Station.Sinks;

/// <summary>What sinks make of an entry's payload.</summary>
internal static class EntryContent
{
    /// <summary>The name of a kind in messages: "detection", "event", "gap", "effort", "health".</summary>
    /// <param name="kind">Any kind.</param>
    public static string KindName(JournalKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>The payload with two more keys in front, which MQTT tells by the topic and its order: kind and sequence.</summary>
    /// <param name="entry">Any entry.</param>
    public static string WithKind(JournalEntry entry) =>
        FormattableString.Invariant($$"""{"kind":"{{KindName(entry.Kind)}}","sequence":{{entry.Sequence}},{{entry.Payload[1..]}}""");

    /// <summary>Makes something of an entry; a payload it cannot be made of is the entry's fault and not the receiver's.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="make">Makes it.</param>
    /// <exception cref="SinkException">It cannot be made; names the entry.</exception>
    public static T Read<T>(JournalEntry entry, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new SinkException(SinkFault.Rejected, $"its content cannot be read: {error.Message}", error) { Entry = entry };
        }
    }
}
