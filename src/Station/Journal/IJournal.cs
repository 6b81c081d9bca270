using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Records;

namespace AvianVox.Station.Journal;

/// <summary>The station's truth: one append-only log with the tables that people ask. Safe for several threads.</summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Sequence of the last committed entry; 0 when there is none.</summary>
    long LastSequence { get; }

    /// <summary>Whether commits get on.</summary>
    JournalProgress Progress { get; }

    /// <summary>Appends a confirmed detection, or the end of one.</summary>
    /// <param name="kind"><see cref="JournalKind.Detection"/> or <see cref="JournalKind.Event"/>.</param>
    /// <param name="detection">As it stands.</param>
    void Append(JournalKind kind, DetectionRecord detection);

    /// <summary>Appends a gap.</summary>
    /// <param name="gap">What is missing.</param>
    void Append(GapRecord gap);

    /// <summary>
    /// Notes that the clip of a detection lies on the disk. The detection was appended before; its event may come before or after.
    /// </summary>
    /// <param name="detection">Identifier of the detection.</param>
    /// <param name="path">The clip: path below the clip folder, with forward slashes.</param>
    void KeepClip(Guid detection, string path);

    /// <summary>Notes that a clip has been deleted; its path is kept.</summary>
    /// <param name="path">Its path, as it was noted. One that no detection has is passed over.</param>
    /// <param name="at">When, UTC.</param>
    void ForgetClip(string path, DateTimeOffset at);

    /// <summary>Adds to the effort of a minute.</summary>
    /// <param name="effort">Seconds since the last call for this source and minute; they add up.</param>
    void Add(EffortMinute effort);

    /// <summary>Appends how the station fares.</summary>
    /// <param name="payload">The health message.</param>
    void AppendHealth(string payload);

    /// <summary>
    /// Says that the system's clock is good: what was logged since the machine started and before that is corrected, and so is what comes
    /// late.
    /// </summary>
    /// <param name="good">The good clock.</param>
    void Correct(ClockBasis good);

    /// <summary>Completes when everything appended so far is committed.</summary>
    /// <param name="cancellation">Gives up waiting.</param>
    Task FlushAsync(CancellationToken cancellation);

    /// <summary>Committed entries behind a sequence, oldest first.</summary>
    /// <param name="after">Sequence of the last entry seen; 0 for none.</param>
    /// <param name="most">Most entries to return.</param>
    IReadOnlyList<JournalEntry> Read(long after, int most);

    /// <summary>Completes when an entry behind a sequence is committed, or at once when there is one.</summary>
    /// <param name="after">Sequence of the last entry seen.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task WaitAsync(long after, CancellationToken cancellation);

    /// <summary>Sequence of the last entry a sink has delivered; 0 for a sink never seen.</summary>
    /// <param name="sink">Name of the sink.</param>
    long Cursor(string sink);

    /// <summary>Records that a sink has delivered everything up to a sequence.</summary>
    /// <param name="sink">Name of the sink.</param>
    /// <param name="sequence">Sequence of the last entry delivered.</param>
    void Advance(string sink, long sequence);

    /// <summary>How far a sink is, and what did not get there.</summary>
    /// <param name="sink">Name of the sink.</param>
    SinkPlace Place(string sink);

    /// <summary>Keeps an entry that a sink will never take, with the reason, apart from the log. The cursor does not move.</summary>
    /// <param name="sink">Name of the sink.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="reason">Why, for people.</param>
    /// <param name="at">When, UTC.</param>
    void SetAside(string sink, JournalEntry entry, string reason, DateTimeOffset at);

    /// <summary>Deletes the oldest entries that the rule does not keep, some thousands at a time.</summary>
    /// <param name="rule">What is kept.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task<PruneResult> PruneAsync(PruneRule rule, CancellationToken cancellation);
}
