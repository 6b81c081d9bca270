using System.Text.Json;
using AvianVox.Classification.Packages;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Settings;
using AvianVox.Station.Journal;

namespace AvianVox.Station.Sinks;

/// <summary>Which detections a sink is given: by species and least confidence. Gaps, effort and health always pass.</summary>
public sealed class EntryFilter
{
    private readonly HashSet<string> _species;
    private readonly double _least;

    /// <summary>Creates a filter.</summary>
    /// <param name="options">Checked options.</param>
    public EntryFilter(SinkFilterOptions options)
    {
        _species = new HashSet<string>(options.Species.Select(LabelNames.Plain), StringComparer.OrdinalIgnoreCase);
        _least = options.MinConfidence;
    }

    /// <summary>Notes every species that no model of the station knows: the filter would keep all from the sink.</summary>
    /// <param name="group">Group of the sink's settings.</param>
    /// <param name="options">Checked options.</param>
    /// <param name="labels">Labels of the station's models.</param>
    /// <param name="faults">Receives the faults.</param>
    public static void Check(
        string group,
        SinkFilterOptions options,
        IReadOnlyList<Label> labels,
        ICollection<ConfigurationFault> faults) =>
        new LabelSettings(labels, faults).Among(options.Species, $"{group}:Species");

    /// <summary>Whether an entry is for the sink.</summary>
    /// <param name="entry">Any entry.</param>
    public bool Passes(JournalEntry entry)
    {
        if ((_species.Count == 0 && _least <= 0) || entry.Kind is JournalKind.Gap or JournalKind.Effort or JournalKind.Health)
        {
            return true;
        }

        try
        {
            using var payload = JsonDocument.Parse(entry.Payload);
            return Passes(payload.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            // The sink will see that it cannot be read, and it is set aside.
            return true;
        }
    }

    private bool Passes(JsonElement root)
    {
        if (_least > 0 && root.TryGetProperty("confidence", out var confidence) && confidence.GetDouble() < _least)
        {
            return false;
        }

        return _species.Count == 0
            || !root.TryGetProperty("species", out var species)
            || species.EnumerateObject().Any(name => name.Value.GetString() is { } text && _species.Contains(LabelNames.Plain(text)));
    }
}
