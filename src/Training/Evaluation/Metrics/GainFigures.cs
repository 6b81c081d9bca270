namespace AvianVox.Training.Evaluation.Metrics;

/// <summary>How far what is named depends on how loud a recording is.</summary>
/// <param name="Windows">Windows compared.</param>
/// <param name="Steady">Of these, those that every gain leaves with the same first label.</param>
/// <param name="ByGain">Per gain: windows that it leaves with the same first label.</param>
internal sealed record GainFigures(int Windows, int Steady, IReadOnlyList<(double Decibels, int Same)> ByGain)
{
    /// <summary>Share of the windows that every gain leaves with the same first label; 1 of nothing, for nothing has changed.</summary>
    public double SteadyShare => Share(Steady);

    /// <summary>Share of the windows.</summary>
    /// <param name="count">Some of them.</param>
    public double Share(int count) => Windows == 0 ? 1 : (double)count / Windows;

    /// <summary>Compares.</summary>
    /// <param name="plain">First label per window, without gain.</param>
    /// <param name="gained">First label per window for each gain, the windows in the same order.</param>
    /// <exception cref="ArgumentException">A gain has another number of windows.</exception>
    public static GainFigures Of(IReadOnlyList<int> plain, IReadOnlyList<(double Decibels, IReadOnlyList<int> Named)> gained)
    {
        foreach (var (decibels, named) in gained)
        {
            if (named.Count != plain.Count)
            {
                throw new ArgumentException($"{named.Count} windows at {decibels} dB, {plain.Count} without gain.", nameof(gained));
            }
        }

        return new GainFigures(
            plain.Count,
            Enumerable.Range(0, plain.Count).Count(i => gained.All(g => g.Named[i] == plain[i])),
            [.. gained.Select(g => (g.Decibels, g.Named.Where((n, i) => n == plain[i]).Count()))]);
    }
}
