using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Station.Clips;
using AvianVox.Station.Events;
using AvianVox.Station.Journal;

namespace AvianVox.Monitor.Hosting;

/// <summary>What the pipelines of all sources share.</summary>
/// <param name="Models">What classifies.</param>
/// <param name="Detectors">Makes their detectors.</param>
/// <param name="Clock">The system's clock.</param>
/// <param name="Events">Hears of detections.</param>
/// <param name="Journal">Takes gaps and effort.</param>
/// <param name="Clips">Keeps clips; null where none are kept.</param>
internal sealed record ListeningParts(
    StationModels Models,
    DetectorFactory Detectors,
    StationClock Clock,
    StationEvents Events,
    IJournalAppender Journal,
    ClipKeeper? Clips);
