namespace AvianVox.Classification.Packages;

/// <summary>The input of a model that takes raw samples.</summary>
/// <param name="SampleRate">Rate in Hz; 1,000 to 500,000.</param>
/// <param name="Samples">Samples in a window; 1 to 10,000,000.</param>
public sealed record WaveformSpec(int SampleRate, int Samples)
{
    /// <summary>
    /// Every fault of this specification, each naming the parameter, its value and what is allowed; empty when it holds together.
    /// </summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (SampleRate is < 1_000 or > 500_000)
        {
            faults.Add(FormattableString.Invariant($"SampleRate is {SampleRate}; allowed: 1,000 to 500,000 Hz"));
        }

        if (Samples is < 1 or > 10_000_000)
        {
            faults.Add(FormattableString.Invariant($"Samples is {Samples}; allowed: 1 to 10,000,000"));
        }

        return faults;
    }
}
