namespace AvianVox.Training.Evaluation.Metrics;

/// <summary>How well one class is told from the others.</summary>
/// <param name="Class">Index of the class.</param>
/// <param name="Support">Things that are of it.</param>
/// <param name="Named">Things that were taken for it.</param>
/// <param name="Right">Things that are of it and were taken for it.</param>
internal readonly record struct ClassFigures(int Class, int Support, int Named, int Right)
{
    /// <summary>Share of what was taken for it that is of it; 0 where nothing was.</summary>
    public double Precision => Named == 0 ? 0 : (double)Right / Named;

    /// <summary>Share of what is of it that was taken for it; 0 where nothing is.</summary>
    public double Recall => Support == 0 ? 0 : (double)Right / Support;

    /// <summary>Harmonic mean of <see cref="Precision"/> and <see cref="Recall"/>; 0 where nothing is of it or was taken for it.</summary>
    public double F1 => Support + Named == 0 ? 0 : 2.0 * Right / (Support + Named);
}
