namespace AvianVox.Monitor.Configuration;

/// <summary>
/// Which number each entry of a list was given by whoever wrote it: lists close their gaps, and what is said of an entry later names the
/// number that was written.
/// </summary>
internal sealed class ListPlaces
{
    /// <summary>Written path of an entry by the one it has in the options, where these differ.</summary>
    private readonly Dictionary<string, string> _written = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes an entry.</summary>
    /// <param name="key">Path in the options, "Mqtt:Species:1" say.</param>
    /// <param name="written">Path as written, "Mqtt:Species:5" say.</param>
    public void Note(string key, string written)
    {
        if (key != written)
        {
            _written[key] = written;
        }
    }

    /// <summary>A key as it was written.</summary>
    /// <param name="key">Path of a setting in the options.</param>
    public string Written(string key)
    {
        foreach (var (place, written) in _written)
        {
            if (key.Equals(place, StringComparison.OrdinalIgnoreCase) || key.StartsWith(place + ":", StringComparison.OrdinalIgnoreCase))
            {
                return written + key[place.Length..];
            }
        }

        return key;
    }
}
