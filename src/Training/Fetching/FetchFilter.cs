using System.Text.RegularExpressions;

namespace AvianVox.Training.Fetching;

/// <summary>
/// Which recordings are wanted. What is null or empty asks for nothing. Everything is asked of our side too, whatever the query
/// asked of the service.
/// </summary>
internal sealed partial record FetchFilter
{
    /// <summary>Scientific or English names, in any case.</summary>
    public IReadOnlyList<string> Species { get; init; } = [];

    /// <summary>Groups of animals, in the catalogue's words: birds, grasshoppers, bats, frogs, land mammals.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Countries, in any case.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Words one of which the kind of sound holds, such as song.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Licences, as their short names (by-nc-sa, cc0) or parts of their addresses.</summary>
    public IReadOnlyList<string> Licences { get; init; } = [];

    /// <summary>Worst rating taken, A to E; unrated recordings are not taken then. Null takes all.</summary>
    public char? Quality { get; init; }

    /// <summary>Least stated length in seconds.</summary>
    public double? MinSeconds { get; init; }

    /// <summary>Greatest stated length in seconds.</summary>
    public double? MaxSeconds { get; init; }

    /// <summary>Why a recording is not wanted.</summary>
    /// <param name="r">Recording.</param>
    /// <returns>One word, the name of the filter; null for a recording that is wanted.</returns>
    public string? Refuses(RemoteRecording r) =>
        r.Sound is null ? "identity"
        : Groups.Count > 0 && !Is(Groups, r.Group) ? "group"
        : Species.Count > 0 && !Is(Species, r.Name.Scientific) && !Is(Species, r.Name.Common) ? "species"
        : Countries.Count > 0 && !Is(Countries, r.Country) ? "country"
        : Types.Count > 0 && !Types.Any(t => r.Type.Contains(t, StringComparison.OrdinalIgnoreCase)) ? "type"
        : Licences.Count > 0 && !Licences.Any(l => Matches(l, r.Licence)) ? "licence"
        : Quality is { } worst && (r.Quality.Length != 1 || r.Quality[0] > worst) ? "quality"
        : (MinSeconds is not null || MaxSeconds is not null)
            && r.Seconds is null
            || r.Seconds < MinSeconds
            || r.Seconds > MaxSeconds ? "length"
        : null;

    /// <summary>The short name of a Creative Commons licence, such as by-nc-sa or cc0; empty for other texts.</summary>
    /// <param name="licence">Address of the licence.</param>
    public static string ShortName(string licence) => ShortNames().Match(licence) is { Success: true } match
        ? match.Groups[1].Success ? match.Groups[1].Value.ToLowerInvariant() : "cc0"
        : "";

    private static bool Matches(string wanted, string licence)
    {
        var name = ShortName(licence);
        var plain = wanted.ToLowerInvariant();
        plain = plain.StartsWith("cc-", StringComparison.Ordinal) ? plain[3..] : plain;

        // "by" must not take by-nc: a short name is matched whole, and only other texts by their parts.
        return name.Length > 0 ? name == plain
            || wanted.Contains('/', StringComparison.Ordinal)
            && licence.Contains(wanted, StringComparison.OrdinalIgnoreCase)
            : licence.Contains(wanted, StringComparison.OrdinalIgnoreCase);
    }

    private static bool Is(IReadOnlyList<string> any, string name) => any.Contains(name, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"creativecommons\.org/(?:licenses/([a-z-]+)|publicdomain/zero)", RegexOptions.IgnoreCase)]
    private static partial Regex ShortNames();
}
