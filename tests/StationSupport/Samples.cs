using AvianVox.Audio.Sources;
using AvianVox.Classification.Packages;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Records;

namespace AvianVox.StationSupport;

/// <summary>Things to write into a journal.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Dawn = new(2024, 5, 4, 4, 30, 0, TimeSpan.Zero);

    public static Label Cuckoo { get; } = new(3, "Cuculus canorus", "Common Cuckoo", "common-cuckoo", LabelKind.Bird);

    public static DetectionRecord Detection(int number = 0, string source = "mic", Label? label = null) => new()
    {
        Id = Guid.CreateVersion7(Dawn.AddSeconds(number)),
        Source = source,
        Label = label ?? Cuckoo,
        BeginSample = 48_000L * number,
        EndSample = 48_000L * (number + 3),
        PeakSample = 48_000L * (number + 1),
        Begin = Dawn.AddSeconds(number),
        End = Dawn.AddSeconds(number + 3),
        Peak = Dawn.AddSeconds(number + 1),
        Confidence = 0.91234567,
        Threshold = 0.5,
        Windows = 2,
        Model = "starter 0.1.0",
    };

    public static GapRecord Gap(int number = 0) =>
        new(Guid.CreateVersion7(Dawn.AddSeconds(number)), "mic", 96_000, 24_000, Dawn.AddSeconds(number), 0.5, GapCause.DeviceLost);
}
