using AvianVox.Listening.Detection;

namespace AvianVox.Listening.Status;

/// <summary>One model's way at one source, for whoever looks on.</summary>
/// <param name="Ledger">Its account of samples.</param>
/// <param name="Detector">What makes its detections.</param>
public sealed record BranchStatus(SampleLedger Ledger, SourceDetector Detector)
{
    /// <summary>Name and version of the model.</summary>
    public string Model => Detector.Model;

    /// <summary>How it fares now.</summary>
    public BranchHealth Snapshot() => new()
    {
        Model = Model,
        Samples = Ledger.Counts(),
        MissingSamples = Ledger.Missing,
        Rejected = Detector.Rejections.Snapshot(),
        VoiceWindows = Detector.VoiceWindows,
    };
}
