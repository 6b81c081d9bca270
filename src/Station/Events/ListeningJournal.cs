using AvianVox.Listening.Detection;
using AvianVox.Listening.Records;
using AvianVox.Station.Journal;

namespace AvianVox.Station.Events;

/// <summary>What one source writes down: detections go to whoever makes events of them, gaps and effort to the journal.</summary>
/// <param name="detections">Hears of detections.</param>
/// <param name="journal">Takes gaps and effort.</param>
public sealed class ListeningJournal(IDetectionSink detections, IJournalAppender journal) : IListeningLog
{
    /// <inheritdoc />
    public void Confirmed(DetectionRecord detection) => detections.Confirmed(detection);

    /// <inheritdoc />
    public void Ended(DetectionRecord detection) => detections.Ended(detection);

    /// <inheritdoc />
    public void Missed(GapRecord gap) => journal.Append(gap);

    /// <inheritdoc />
    public void Listened(EffortMinute effort) => journal.Add(effort);
}
