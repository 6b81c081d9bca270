namespace AvianVox.Dsp.Fourier;

/// <summary>The Hann window.</summary>
public static class HannWindow
{
    /// <summary>The periodic form, 0.5 - 0.5 cos(2πn/N): the one whose shifted copies add up to a constant.</summary>
    /// <param name="length">Number of values, N; at least 1.</param>
    public static float[] Periodic(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var window = new float[length];
        for (var n = 0; n < length; n++)
        {
            window[n] = (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * n / length)));
        }

        return window;
    }
}
