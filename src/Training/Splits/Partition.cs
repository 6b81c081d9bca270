namespace AvianVox.Training.Splits;

/// <summary>One way to divide recordings into those a model learns from and those it is tested on.</summary>
/// <param name="Name">Empty for the hold-out, else "cv0", "fold0" and so on: the beginning of its files' names.</param>
/// <param name="Training">Indices of recordings, in the order of the list to be written.</param>
/// <param name="Test">Indices of recordings, in the order of the list to be written.</param>
internal sealed record Partition(string Name, int[] Training, int[] Test);
