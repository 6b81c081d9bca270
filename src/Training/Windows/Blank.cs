namespace AvianVox.Training.Windows;

/// <summary>A stretch of time and one of bands that are set to the window's mean; lengths may be 0.</summary>
/// <param name="Time">First frame, and number of frames.</param>
/// <param name="Bands">First mel band, and number of bands.</param>
internal readonly record struct Blank((int First, int Length) Time, (int First, int Length) Bands);
