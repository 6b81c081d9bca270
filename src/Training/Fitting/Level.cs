namespace AvianVox.Training.Fitting;

/// <summary>Levels of samples.</summary>
internal static class Level
{
    /// <summary>Root mean square.</summary>
    /// <param name="samples">At least one sample.</param>
    public static float Rms(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (var sample in samples)
        {
            sum += (double)sample * sample;
        }

        return (float)Math.Sqrt(sum / samples.Length);
    }

    /// <summary>Root mean square of the differences between neighbours: a level that low rumble adds little to.</summary>
    /// <param name="samples">At least two samples.</param>
    public static float DifferenceRms(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        for (var i = 1; i < samples.Length; i++)
        {
            var difference = samples[i] - samples[i - 1];
            sum += (double)difference * difference;
        }

        return (float)Math.Sqrt(sum / (samples.Length - 1));
    }

    /// <summary>Multiplies samples in place.</summary>
    /// <param name="samples">Samples.</param>
    /// <param name="factor">Factor.</param>
    public static void Scale(Span<float> samples, float factor)
    {
        foreach (ref var sample in samples)
        {
            sample *= factor;
        }
    }

    /// <summary>The amplitude factor of a gain.</summary>
    /// <param name="decibels">Gain in dB.</param>
    public static float Factor(double decibels) => (float)Math.Pow(10, decibels / 20);
}
