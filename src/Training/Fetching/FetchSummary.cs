namespace AvianVox.Training.Fetching;

/// <summary>What a fetch did so far; kept up to date, so that it is right after a stop at any moment.</summary>
internal sealed class FetchSummary
{
    /// <summary>Species by species.</summary>
    public List<SpeciesTally> Species { get; } = [];

    /// <summary>One line per file that could not be had.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>One line per file that repeats a sound.</summary>
    public List<string> Duplicates { get; } = [];

    /// <summary>Recordings that a filter refused, by the filter's name.</summary>
    public SortedDictionary<string, int> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether all that was wanted is there: false after faults.</summary>
    public bool IsComplete => Faults.Count == 0;
}
