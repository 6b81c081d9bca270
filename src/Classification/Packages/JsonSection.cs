using System.Text.Json;

namespace AvianVox.Classification.Packages;

/// <summary>
/// One object of model.json while it is read. Faults are collected rather than thrown, so that a reader of the
/// message learns of all of them; <see cref="Close"/> adds the keys nobody asked for.
/// </summary>
/// <param name="element">The object; null when it is absent, and then every key reads as its fallback without a fault.</param>
/// <param name="path">Keys above it, each followed by a dot.</param>
/// <param name="faults">Receives the faults, each beginning with the full key.</param>
internal sealed class JsonSection(JsonElement? element, string path, List<string> faults)
{
    /// <summary>Marks the faults of keys that this format does not have.</summary>
    public const string UnknownKey = " is no key of this format";

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Reads a string.</summary>
    /// <param name="key">Key.</param>
    /// <param name="required">Whether its absence is a fault.</param>
    public string Text(string key, bool required = true)
        => Take(key, required, "a string", e => e.ValueKind == JsonValueKind.String, e => e.GetString()!, "");

    /// <summary>Reads a whole number that is required.</summary>
    /// <param name="key">Key.</param>
    public int Integer(string key)
        => Take(key, true, "a whole number", e => e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out _), e => e.GetInt32(), 0);

    /// <summary>Reads a whole number that may be absent.</summary>
    /// <param name="key">Key.</param>
    public long? OptionalInteger(string key)
        => Take<long?>(key, false, "a whole number", e => e.ValueKind == JsonValueKind.Number && e.TryGetInt64(out _), e =>
            e.GetInt64(), null);

    /// <summary>Reads a number that is required.</summary>
    /// <param name="key">Key.</param>
    public double Number(string key) => Take(key, true, "a finite number", IsFinite, e => e.GetDouble(), 0);

    /// <summary>Reads one of an enumeration's values; required.</summary>
    /// <typeparam name="T">Enumeration.</typeparam>
    /// <param name="key">Key.</param>
    public T Choice<T>(string key)
        where T : struct, Enum
        => Take(key, true, Spelling.All<T>(), e => e.ValueKind == JsonValueKind.String && Spelling.TryRead<T>(e.GetString()!, out _),
            e => Spelling.TryRead<T>(e.GetString()!, out var value) ? value : default, default);

    /// <summary>Reads an object of numbers; empty when absent.</summary>
    /// <param name="key">Key.</param>
    public Dictionary<string, double> Numbers(string key)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var property in Take(key, false, "an object", IsObject, e => e.EnumerateObject().ToList(), []))
        {
            if (!IsFinite(property.Value))
            {
                faults.Add($"{path}{key}['{property.Name}'] is {Shown(property.Value)}; allowed: a finite number");
            }
            else if (!numbers.TryAdd(property.Name, property.Value.GetDouble()))
            {
                faults.Add($"{path}{key}['{property.Name}'] is given twice");
            }
        }

        return numbers;
    }

    /// <summary>Whether a key is there and not null.</summary>
    /// <param name="key">Key.</param>
    public bool Has(string key) => element is { } e && e.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Opens an object within.</summary>
    /// <param name="key">Key.</param>
    /// <param name="required">Whether its absence is a fault.</param>
    public JsonSection Section(string key, bool required)
        => new(Take<JsonElement?>(key, required, "an object", IsObject, e => e, null), $"{path}{key}.", faults);

    /// <summary>Adds a fault per key that was never asked for, with the nearest one that was.</summary>
    public void Close()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element?.EnumerateObject() ?? default)
        {
            if (!_known.Contains(property.Name))
            {
                faults.Add($"{path}{property.Name}{UnknownKey}; the nearest is '{_known.MinBy(k => Distance(k, property.Name))}'");
            }
            else if (!seen.Add(property.Name))
            {
                faults.Add($"{path}{property.Name} is given twice");
            }
        }
    }

    private static bool IsObject(JsonElement e) => e.ValueKind == JsonValueKind.Object;

    private static bool IsFinite(JsonElement e) => e.ValueKind == JsonValueKind.Number && double.IsFinite(e.GetDouble());

    private static string Shown(JsonElement e)
    {
        var text = e.GetRawText();
        return text.Length <= 60 ? text : text[..57] + "...";
    }

    /// <summary>Levenshtein distance, case not counting.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }

    private T Take<T>(string key, bool required, string allowed, Func<JsonElement, bool> fits, Func<JsonElement, T> read, T fallback)
    {
        _known.Add(key);
        if (element is not { } e)
        {
            return fallback;
        }

        if (!e.TryGetProperty(key, out var value) || (value.ValueKind == JsonValueKind.Null && !required))
        {
            if (required)
            {
                faults.Add($"{path}{key} is missing; allowed: {allowed}");
            }

            return fallback;
        }

        if (fits(value))
        {
            return read(value);
        }

        faults.Add($"{path}{key} is {Shown(value)}; allowed: {allowed}");
        return fallback;
    }
}
