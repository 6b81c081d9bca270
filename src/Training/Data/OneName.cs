using AvianVox.Training.Naming;

namespace AvianVox.Training.Data;

/// <summary>Brings the recordings of one species together that lists call by different names.</summary>
internal static class OneName
{
    /// <summary>Gives every recording the class of the first of its species.</summary>
    /// <param name="recordings">Recordings of one or several data sets.</param>
    /// <param name="warn">Receives one line per species that was called otherwise, or two that share a name.</param>
    /// <returns>The same recordings, in their order.</returns>
    public static IReadOnlyList<Recording> ForEach(IReadOnlyList<Recording> recordings, Action<string> warn)
    {
        var classes = recordings.Select(r => r.Class).Distinct().ToList();
        var first = new Dictionary<SoundClass, SoundClass>();
        var chosen = new List<SoundClass>();

        // Those with a scientific name decide over those without.
        foreach (var one in classes.OrderBy(c => HasScientific(c) ? 0 : 1))
        {
            var same = chosen.FirstOrDefault(c => AreSame(c, one));
            first[one] = same ?? one;
            if (same is null)
            {
                chosen.Add(one);
            }
            else if (NameKey.Of(same.ScientificName) != NameKey.Of(one.ScientificName) && HasScientific(one))
            {
                warn($"{one.CommonName} is called {same.ScientificName} and {one.ScientificName}; taken for one species");
            }
        }

        foreach (var shared in chosen.GroupBy(c => NameKey.Of(c.CommonName), StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            warn(
                $"{shared.First().CommonName} is the name of {string.Join(" and ", shared.Select(c => c.ScientificName))}; taken for " +
                $"{shared.Count()} species");
        }

        return [.. recordings.Select(r => first[r.Class] == r.Class ? r : r with { Class = first[r.Class] })];
    }

    private static bool HasScientific(SoundClass sound) =>
        sound.ScientificName.Contains(' ') && NameKey.Of(sound.ScientificName) != NameKey.Of(sound.CommonName);

    private static bool AreSame(SoundClass one, SoundClass other)
    {
        if (one.Kind != other.Kind)
        {
            return false;
        }

        var isSameEnglish = NameKey.Of(one.CommonName) == NameKey.Of(other.CommonName);
        return NameKey.Of(one.ScientificName) == NameKey.Of(other.ScientificName)
            || (isSameEnglish && (!HasScientific(one) || !HasScientific(other)))
            || (HasScientific(one) && HasScientific(other) && Genera.AreSynonyms(one.ScientificName, other.ScientificName, isSameEnglish));
    }
}
