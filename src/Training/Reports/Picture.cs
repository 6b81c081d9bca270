namespace AvianVox.Training.Reports;

/// <summary>A drawn picture.</summary>
/// <param name="Png">PNG file, at twice the size it is shown at.</param>
/// <param name="Width">Width it is shown at, in pixels.</param>
/// <param name="Height">Height it is shown at, in pixels.</param>
internal sealed record Picture(byte[] Png, int Width, int Height);
