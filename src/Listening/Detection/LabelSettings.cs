using System.Globalization;
using AvianVox.Classification.Packages;
using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Detection;

/// <summary>Spreads settings by species' names over a model's labels, and notes each name that is no label.</summary>
/// <param name="labels">The model's labels.</param>
/// <param name="faults">Receives one entry per unknown name.</param>
public sealed class LabelSettings(IReadOnlyList<Label> labels, ICollection<ConfigurationFault> faults)
{
    /// <summary>The labels by all their names.</summary>
    private readonly ILookup<string, int> _byName = LabelNames.Index(labels);

    /// <summary>Puts values by name into their labels' places.</summary>
    /// <param name="values">One per label; changed where a name says so.</param>
    /// <param name="byName">What single species were given.</param>
    /// <param name="key">The setting.</param>
    public void Apply<T>(T[] values, IEnumerable<KeyValuePair<string, T>> byName, string key)
        where T : IFormattable
    {
        foreach (var (name, value) in byName)
        {
            foreach (var index in Find(name, $"{key}:{name}", value.ToString(null, CultureInfo.InvariantCulture)))
            {
                values[index] = value;
            }
        }
    }

    /// <summary>Which labels a list names.</summary>
    /// <param name="names">Names of species.</param>
    /// <param name="key">The setting.</param>
    /// <returns>One per label.</returns>
    public bool[] Among(IEnumerable<string> names, string key)
    {
        var among = new bool[labels.Count];
        foreach (var (place, name) in names.Index())
        {
            foreach (var index in Find(name, string.Create(CultureInfo.InvariantCulture, $"{key}:{place}"), name))
            {
                among[index] = true;
            }
        }

        return among;
    }

    private IEnumerable<int> Find(string name, string key, string value)
    {
        var plain = LabelNames.Plain(name);
        if (!_byName.Contains(plain))
        {
            faults.Add(new ConfigurationFault(
                key,
                value,
                $"the model has no label of that name; the nearest is {LabelNames.Nearest(labels, name)}",
                null));
        }

        return _byName[plain];
    }
}
