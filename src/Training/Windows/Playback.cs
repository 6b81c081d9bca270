namespace AvianVox.Training.Windows;

/// <summary>Plays samples faster or slower.</summary>
internal static class Playback
{
    /// <summary>
    /// Reads samples at another speed, by straight lines between neighbours: what that does near the highest frequencies is
    /// within what recorders differ by.
    /// </summary>
    /// <param name="speed">Over 0; 2 is an octave up.</param>
    /// <param name="samples">At least (target.Length - 1) * speed + 1 samples, rounded up.</param>
    /// <param name="target">Receives them; the first is the first of <paramref name="samples"/>.</param>
    public static void At(double speed, ReadOnlySpan<float> samples, Span<float> target)
    {
        if (speed == 1)
        {
            samples[..target.Length].CopyTo(target);
            return;
        }

        for (var i = 0; i < target.Length; i++)
        {
            var place = i * speed;
            var before = (int)place;
            var after = Math.Min(before + 1, samples.Length - 1);
            target[i] = samples[before] + ((float)(place - before) * (samples[after] - samples[before]));
        }
    }
}
