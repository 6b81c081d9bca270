using System.Globalization;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Fetching;

/// <summary>Makes the service's queries of what is wanted, so that it sends little that is not.</summary>
/// <remarks>
/// Tags sp, en, cnt, type, q and len, comparison and ranges: xenocanto-api 0.2.0 on PyPI lists them for version 3; quotes round
/// values of several words,
/// sp with a whole scientific name, and en:"=name" for an exact English name are in public clients of version 3. The licence is
/// filtered on our side only: how
/// the tag lic spells licences was not found in what could be read.
/// </remarks>
internal static class SearchQueries
{
    /// <summary>The queries to ask: one per species where species are named, else one.</summary>
    /// <param name="query">What the person asked for in the service's own language, passed on as it is; may be empty.</param>
    /// <param name="filter">What is wanted besides.</param>
    /// <exception cref="WorkshopException">Nothing at all is asked for.</exception>
    public static IReadOnlyList<string> Of(string query, FetchFilter filter)
    {
        var tags = new List<string>();
        if (query.Trim().Length > 0)
        {
            tags.Add(query.Trim());
        }

        if (filter.Countries is [var country])
        {
            tags.Add($"cnt:{Quoted(country)}");
        }

        if (filter.Types is [var type])
        {
            tags.Add($"type:{Quoted(type)}");
        }

        if (filter.Quality is { } worst and < 'E')
        {
            tags.Add(worst == 'A' ? "q:A" : $"q:\">{(char)(worst + 1)}\"");
        }

        if (filter is { MinSeconds: { } least, MaxSeconds: { } most })
        {
            tags.Add(string.Create(CultureInfo.InvariantCulture, $"len:\"{Math.Floor(least)}-{Math.Ceiling(most)}\""));
        }

        if (filter.Species.Count > 0)
        {
            return filter.Species.Select(s => string.Join(' ', tags.Prepend(Species(s)))).ToList();
        }

        return tags.Count > 0
            ? [string.Join(' ', tags)]
            : throw new WorkshopException("Nothing is asked for: give --query, --species, --species-file, --country or --index.");
    }

    private static string Species(string name) =>
        SpeciesName.IsScientific(name) ? $"sp:{Quoted(name.ToLowerInvariant())}" : $"en:{Quoted($"={name}")}";

    private static string Quoted(string value) => $"\"{value.Replace("\"", "", StringComparison.Ordinal)}\"";
}
