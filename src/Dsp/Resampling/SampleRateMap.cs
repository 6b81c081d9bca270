namespace AvianVox.Dsp.Resampling;

/// <summary>Maps positions at one rate to the nearest positions at another; both axes begin at the same time.</summary>
/// <param name="From">Rate of the positions given, in Hz.</param>
/// <param name="To">Rate of the positions wanted, in Hz.</param>
public readonly record struct SampleRateMap(int From, int To)
{
    /// <summary>The nearest position; halves are rounded up.</summary>
    /// <param name="position">At the rate <see cref="From"/>; 0 or more.</param>
    // Whole seconds and the rest apart, so that the product stays small however long a station runs.
    public long Map(long position) => (position / From * To) + ((((position % From * To) * 2) + From) / (2L * From));
}
