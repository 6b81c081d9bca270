using AvianVox.Classification.Packages;
using AvianVox.Demo;
using AvianVox.Listening.Detection;

namespace AvianVox.Monitor.Tests.Demo;

/// <summary>Makes detections of the species that a solo sings.</summary>
internal static class Heard
{
    public static DetectionRecord Of(Solo solo, long begin, long end, double confidence = 0.7) => new()
    {
        Id = Guid.CreateVersion7(),
        Source = "demo",
        Label = new Label(0, solo.Song.ScientificName, solo.Song.CommonName, "code", LabelKind.Bird),
        BeginSample = begin,
        EndSample = end,
        PeakSample = begin,
        Begin = DateTimeOffset.UnixEpoch,
        End = DateTimeOffset.UnixEpoch,
        Peak = DateTimeOffset.UnixEpoch,
        Confidence = confidence,
        Threshold = 0.5,
        Windows = 2,
        Model = "test",
    };
}
