namespace AvianVox.Training.Reports.Charts;

/// <summary>Points of one quantity over another.</summary>
/// <param name="Name">Name in the legend; empty for none.</param>
/// <param name="X">Places.</param>
/// <param name="Y">Values; as many. What is not a number leaves a gap.</param>
internal sealed record Series(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y);
