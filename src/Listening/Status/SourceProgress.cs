namespace AvianVox.Listening.Status;

/// <summary>How far one source has come, in samples at its own rate.</summary>
/// <param name="Name">Name of the source.</param>
/// <param name="Branch">Name and version of the model on whose way; null for the first, which stands for the source.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Samples">What became of its samples.</param>
/// <param name="InWindows">Samples whose windows wait for the classifier or are in it; among the pending ones.</param>
/// <param name="Attempts">How often it was opened, lost or found still away: rises as long as somebody looks after it.</param>
/// <param name="Fault">What is wrong now, for people; null when nothing is.</param>
public readonly record struct SourceProgress(
    string Name,
    string? Branch,
    SourceState State,
    SampleCounts Samples,
    long InWindows,
    long Attempts,
    string? Fault);
