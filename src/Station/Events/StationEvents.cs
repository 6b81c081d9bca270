using AvianVox.Listening.Detection;

namespace AvianVox.Station.Events;

/// <summary>
/// What becomes of the station's detections: cameras hear of a confirmation first, then the journal, with all that belongs to an event.
/// </summary>
/// <param name="cameras">Hears first: a bird may be gone when a disk has taken its time.</param>
/// <param name="assembler">Holds events back until all that belongs to them is there.</param>
public sealed class StationEvents(IDetectionSink cameras, DetectionAssembler assembler)
{
    /// <summary>Hears of the detections of all sources.</summary>
    public IDetectionSink Detections { get; } = new DetectionFork(cameras, assembler);

    /// <inheritdoc cref="DetectionAssembler.FlushAsync" />
    public Task FlushAsync(TimeSpan limit) => assembler.FlushAsync(limit);
}
