namespace AvianVox.Demo.Tests;

/// <summary>Measures levels.</summary>
internal static class Loudness
{
    /// <summary>Largest absolute value; infinite where any sample is not finite.</summary>
    public static float Peak(ReadOnlySpan<float> samples)
    {
        var peak = 0f;
        foreach (var sample in samples)
        {
            peak = float.IsFinite(sample) ? Math.Max(peak, Math.Abs(sample)) : float.PositiveInfinity;
        }

        return peak;
    }
}
