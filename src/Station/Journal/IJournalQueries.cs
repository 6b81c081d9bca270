using AvianVox.Classification.Packages;
using AvianVox.Listening.Detection;

namespace AvianVox.Station.Journal;

/// <summary>What pages and commands ask the journal. One thread at a time asks.</summary>
public interface IJournalQueries : IDisposable
{
    /// <summary>Detections, oldest first, read as they are taken: any number of them needs no more memory than one.</summary>
    /// <param name="query">Which.</param>
    /// <exception cref="JournalException">The journal cannot be read; thrown as they are taken.</exception>
    IEnumerable<DetectionRow> Detections(DetectionQuery query);

    /// <summary>Every species that was ever detected, as labels without an index.</summary>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    IReadOnlyList<Label> Species();

    /// <summary>The last detection of each species at each source, oldest first.</summary>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    IReadOnlyList<(DetectionRecord Detection, bool Ended)> Latest();

    /// <summary>Adds up the effort of the same span and source.</summary>
    /// <param name="query">Its species and limit play no part.</param>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    EffortTotal Effort(DetectionQuery query);

    /// <summary>Tells how much was heard since a moment, in few words.</summary>
    /// <param name="since">The moment.</param>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    DayTally Tally(DateTimeOffset since);

    /// <summary>Sequence of the last entry of the log; 0 when there is none.</summary>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    long LastSequence();

    /// <summary>How far each sink is that ever delivered anything, by name.</summary>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    IReadOnlyList<(string Sink, SinkPlace Place)> Sinks();

    /// <summary>What sinks would not take, oldest first.</summary>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    IReadOnlyList<SetAsideRow> SetAside();
}
