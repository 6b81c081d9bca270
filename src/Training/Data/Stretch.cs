namespace AvianVox.Training.Data;

/// <summary>A part of a recording.</summary>
/// <param name="From">Begin, in seconds.</param>
/// <param name="To">End, in seconds; later than the begin.</param>
internal readonly record struct Stretch(double From, double To);
