namespace AvianVox.Listening.Settings;

/// <summary>Finds the name that somebody may have meant by one that does not exist.</summary>
internal static class NearestName
{
    /// <summary>Finds it: by whole words, then by words with a slip in them, then by letters.</summary>
    /// <param name="known">The names there are.</param>
    /// <param name="name">What somebody wrote.</param>
    /// <returns>Null where there are none.</returns>
    public static string? Of(IEnumerable<string> known, string name)
    {
        var words = Words(name);
        return known.Distinct(StringComparer.Ordinal).MinBy(
            candidate => Distance(Words(candidate), words, EditDistance.Between(candidate, name)));
    }

    /// <summary>What is compared in turn; smaller is nearer.</summary>
    private static (int Missing, int Slips, int Others, int Letters) Distance(List<string> candidate, List<string> words, int letters)
    {
        var whole = words.Count(word => candidate.Contains(word, StringComparer.Ordinal));
        var slips = words.Count(word => !candidate.Contains(word, StringComparer.Ordinal) && candidate.Any(
            other => EditDistance.Between(other, word) <= word.Length / 4));
        var missing = words.Count - whole - slips;
        // Without a word in common, how many words there are says nothing.
        return (missing, slips, missing == words.Count ? 0 : Math.Max(0, candidate.Count - words.Count), letters);
    }

    /// <summary>The words of a name, in small letters; an apostrophe is no end of one.</summary>
    private static List<string> Words(string name)
    {
        var letters = name
            .Where(letter => letter is not ('\'' or '\u2019' or '\u02BC'))
            .Select(letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ')
            .ToArray();
        return [.. new string(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }
}
