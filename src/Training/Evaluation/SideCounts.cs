namespace AvianVox.Training.Evaluation;

/// <summary>How many of the recordings at hand a package was made with.</summary>
/// <param name="Training">Trained on.</param>
/// <param name="Validation">Chosen by.</param>
/// <param name="Test">Tested on.</param>
internal readonly record struct SideCounts(int Training, int Validation, int Test);
