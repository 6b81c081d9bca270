namespace AvianVox.Training.Splits;

/// <summary>Which columns of an index hold what splits need.</summary>
internal sealed class IndexColumns
{
    /// <summary>What may be mapped.</summary>
    public static readonly IReadOnlyList<string> Roles =
    [
        "id", "species", "recording", "recordist", "place", "date", "duration", "sound", "begin",
    ];

    /// <summary>Names that are looked for, the first that is there, where a role is not mapped. "a+b" stands for both together.</summary>
    private static readonly Dictionary<string, string[]> Usual = new(StringComparer.Ordinal)
    {
        ["id"] = ["file_id", "file", "id"],
        ["species"] = ["english_cname", "species"],
        ["recording"] = ["id"],
        ["recordist"] = ["recordist"],
        ["place"] = ["location", "place", "latitude+longitude"],
        ["date"] = ["date", "remarks"],
        ["duration"] = ["duration_seconds", "duration"],
        ["sound"] = ["audio_sha256"],
        ["begin"] = ["from_seconds"],
    };

    private readonly Dictionary<string, string> _mapped;

    private IndexColumns(Dictionary<string, string> mapped) => _mapped = mapped;

    /// <summary>Nothing mapped: the usual names.</summary>
    public static IndexColumns Default { get; } = new([]);

    /// <summary>Reads what was given on the command line.</summary>
    /// <param name="mappings">Each "role=column" or "role=column+column".</param>
    /// <exception cref="WorkshopException">One is of another form, or a role is unknown or given twice.</exception>
    public static IndexColumns Parse(IReadOnlyCollection<string> mappings)
    {
        var mapped = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mapping in mappings)
        {
            var at = mapping.IndexOf('=', StringComparison.Ordinal);
            var role = at > 0 ? mapping[..at] : mapping;
            if (at <= 0 || at == mapping.Length - 1 || !Roles.Contains(role, StringComparer.Ordinal))
            {
                throw new WorkshopException(
                    $"--columns {mapping}: give ROLE=COLUMN, such as species=english_cname; roles are {string.Join(", ", Roles)}.");
            }

            if (!mapped.TryAdd(role, mapping[(at + 1)..]))
            {
                throw new WorkshopException($"--columns {mapping}: {role} is mapped already, to {mapped[role]}; name it once.");
            }
        }

        return new IndexColumns(mapped);
    }

    /// <summary>Finds a role's columns in a header.</summary>
    /// <param name="role">Role.</param>
    /// <param name="header">First line of the index.</param>
    /// <param name="file">The index, for messages.</param>
    /// <returns>Positions of the columns; empty when the role is not mapped and no usual name is there.</returns>
    /// <exception cref="WorkshopException">A mapped column is not in the header.</exception>
    public IReadOnlyList<int> Find(string role, string[] header, string file)
    {
        if (_mapped.TryGetValue(role, out var given))
        {
            // A column's own name may hold a plus sign.
            var columns = Array.IndexOf(header, given) >= 0 ? [given] : given.Split('+');
            return columns.FirstOrDefault(c => Array.IndexOf(header, c) < 0) is { } missing
                ? throw new WorkshopException(
                    $"{file}: there is no column '{missing}' for {role}; the first line names " +
                    $"{string.Join(", ", header.Where(h => h.Length > 0))}.")
                : [.. columns.Select(c => Array.IndexOf(header, c))];
        }

        return Usual[role].Select(u => u.Split('+').Select(c => Array.IndexOf(header, c)).ToArray()).FirstOrDefault(u => u.All(c => c >= 0))
            ?? [];
    }

    /// <summary>The names that are looked for where a role is not mapped, for messages.</summary>
    /// <param name="role">Role.</param>
    public static string UsualNames(string role) => string.Join(", ", Usual[role]);
}
