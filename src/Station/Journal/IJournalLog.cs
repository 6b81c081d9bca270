namespace AvianVox.Station.Journal;

/// <summary>The log as those see it who pass its entries on: each a cursor over it. Safe for several threads.</summary>
public interface IJournalLog
{
    /// <summary>Sequence of the last committed entry; 0 when there is none.</summary>
    long LastSequence { get; }

    /// <summary>Committed entries behind a sequence, oldest first.</summary>
    /// <param name="after">Sequence of the last entry seen; 0 for none.</param>
    /// <param name="most">Most entries to return.</param>
    /// <exception cref="JournalException">They cannot be read.</exception>
    IReadOnlyList<JournalEntry> Read(long after, int most);

    /// <summary>Completes when an entry behind a sequence is committed, or at once when there is one.</summary>
    /// <param name="after">Sequence of the last entry seen.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task WaitAsync(long after, CancellationToken cancellation);

    /// <summary>Completes when everything appended so far is committed and can be read.</summary>
    /// <param name="cancellation">Gives up waiting.</param>
    Task FlushAsync(CancellationToken cancellation);

    /// <summary>How far a sink is, and what did not get there.</summary>
    /// <param name="sink">Name of the sink.</param>
    /// <exception cref="JournalException">It cannot be read.</exception>
    SinkPlace Place(string sink);

    /// <summary>Sequence of the last entry a sink has delivered; 0 for a sink never seen.</summary>
    /// <param name="sink">Name of the sink.</param>
    long Cursor(string sink) => Place(sink).Sequence;

    /// <summary>Records that a sink has delivered everything up to a sequence.</summary>
    /// <param name="sink">Name of the sink.</param>
    /// <param name="sequence">Sequence of the last entry delivered.</param>
    void Advance(string sink, long sequence);

    /// <summary>Keeps an entry that a sink will never take, with the reason, apart from the log. The cursor does not move.</summary>
    /// <param name="sink">Name of the sink.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="reason">Why, for people.</param>
    /// <param name="at">When, UTC.</param>
    void SetAside(string sink, JournalEntry entry, string reason, DateTimeOffset at);
}
