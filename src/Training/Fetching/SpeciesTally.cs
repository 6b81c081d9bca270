namespace AvianVox.Training.Fetching;

/// <summary>One species' figures.</summary>
/// <param name="plan">Its plan, which counts what is there.</param>
internal sealed class SpeciesTally(SpeciesPlan plan)
{
    /// <summary>Its plan, which counts what is there.</summary>
    public SpeciesPlan Plan { get; } = plan;

    /// <summary>Recordings that were there before.</summary>
    public int Already { get; set; }

    /// <summary>Recordings fetched; in a dry run, recordings to fetch.</summary>
    public int Fetched { get; set; }

    /// <summary>Length of what a dry run would fetch, in seconds.</summary>
    public double ForeseenSeconds { get; set; }

    /// <summary>Recordings that could not be had.</summary>
    public int Failed { get; set; }

    /// <summary>Recordings that repeat a sound.</summary>
    public int Repeated { get; set; }

    /// <summary>Whether the species does not reach the total length that was asked for.</summary>
    public bool IsShort => Plan.IsShortWith(ForeseenSeconds);
}
