namespace AvianVox.Listening.Detection;

/// <summary>The numbers a detector goes by.</summary>
/// <param name="ConfirmWindows">Positive windows that confirm a detection of most species; 1 to <paramref name="OfWindows"/>.</param>
/// <param name="OfWindows">Consecutive windows among which they must lie; 1 to 32.</param>
/// <param name="EndAfterWindows">Negative windows in a row that end a detection; at least 1.</param>
/// <param name="MaxSamples">Longest detection, in samples of the source's rate.</param>
public readonly record struct DetectorRules(int ConfirmWindows, int OfWindows, int EndAfterWindows, long MaxSamples)
{
    /// <summary>Takes the rules from the configuration.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="sampleRate">Rate of the source in Hz.</param>
    public static DetectorRules From(DetectorOptions options, int sampleRate) =>
        new(options.ConfirmWindows, options.OfWindows, options.EndAfterWindows, (long)Math.Round(options.MaxSeconds * sampleRate));
}
