using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Records;

namespace AvianVox.Station.Journal;

/// <summary>Something for the journal's writer to do.</summary>
internal abstract record JournalWork
{
    private JournalWork()
    {
    }

    /// <summary>
    /// True for what is committed without waiting for company: a confirmed detection, which is to be told at once, and what somebody waits
    /// for.
    /// </summary>
    public bool IsUrgent => this is Flush or Damaged or Detection { Kind: JournalKind.Detection };

    /// <summary>True for what is lost where it is not committed; the others are asked for again.</summary>
    public bool IsHeard => this is Detection or Gap or Effort or Clip or ClipGone;

    /// <summary>Tells whoever waits that it is on the disk.</summary>
    public virtual void Committed()
    {
    }

    /// <summary>Tells whoever waits that it never will be.</summary>
    /// <param name="error">Why.</param>
    public virtual void Failed(JournalException error)
    {
    }

    /// <summary>A detection, confirmed or ended.</summary>
    /// <param name="Kind">Which of the two.</param>
    /// <param name="Record">As it stands.</param>
    /// <param name="Payload">Its JSON.</param>
    public sealed record Detection(JournalKind Kind, DetectionRecord Record, string Payload) : JournalWork;

    /// <summary>A gap.</summary>
    /// <param name="Record">What is missing.</param>
    /// <param name="Payload">Its JSON.</param>
    public sealed record Gap(GapRecord Record, string Payload) : JournalWork;

    /// <summary>A clip on the disk.</summary>
    /// <param name="Id">The detection's identifier.</param>
    /// <param name="Path">The clip's path.</param>
    public sealed record Clip(Guid Id, string Path) : JournalWork;

    /// <summary>A clip that is gone.</summary>
    /// <param name="Path">Its path.</param>
    /// <param name="At">Since when.</param>
    public sealed record ClipGone(string Path, DateTimeOffset At) : JournalWork;

    /// <summary>Seconds to add to a minute.</summary>
    /// <param name="Station">The station's id, for the payload.</param>
    /// <param name="Id">Identifier of the entry.</param>
    /// <param name="Minute">What to add.</param>
    public sealed record Effort(string Station, Guid Id, EffortMinute Minute) : JournalWork;

    /// <summary>How the station fares.</summary>
    /// <param name="Id">Identifier of the entry.</param>
    /// <param name="Payload">Its JSON.</param>
    public sealed record Health(Guid Id, string Payload) : JournalWork;

    /// <summary>The system's clock is good: what was logged before is corrected.</summary>
    /// <param name="Station">The station's id, for payloads.</param>
    /// <param name="Good">The good clock.</param>
    public sealed record Correction(string Station, ClockBasis Good) : JournalWork;

    /// <summary>A sink's new place.</summary>
    /// <param name="Sink">Its name.</param>
    /// <param name="Sequence">Last entry delivered.</param>
    public sealed record Cursor(string Sink, long Sequence) : JournalWork;

    /// <summary>An entry that a sink will never take.</summary>
    /// <param name="Sink">Name of the sink.</param>
    /// <param name="Entry">The entry.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="At">When.</param>
    public sealed record SetAside(string Sink, JournalEntry Entry, string Reason, DateTimeOffset At) : JournalWork;

    /// <summary>Deletes what the rule does not keep.</summary>
    /// <param name="Rule">What is kept.</param>
    /// <param name="Done">What the waiting caller awaits.</param>
    public sealed record Prune(PruneRule Rule, TaskCompletionSource<PruneResult> Done) : JournalWork
    {
        /// <summary>What was done, once it was.</summary>
        public PruneResult? Result { get; set; }

        /// <inheritdoc />
        public override void Committed() => Done.TrySetResult(Result!);

        /// <inheritdoc />
        public override void Failed(JournalException error) => Done.TrySetException(error);
    }

    /// <summary>Somebody came upon a damaged page.</summary>
    /// <param name="Generation">Which database it was, of <see cref="JournalStore.Generation"/>.</param>
    /// <param name="Fault">What is wrong.</param>
    public sealed record Damaged(int Generation, JournalException Fault) : JournalWork;

    /// <summary>Completed when everything queued before it is committed.</summary>
    /// <param name="Done">What the waiting caller awaits.</param>
    public sealed record Flush(TaskCompletionSource Done) : JournalWork
    {
        /// <inheritdoc />
        public override void Committed() => Done.TrySetResult();

        /// <inheritdoc />
        public override void Failed(JournalException error) => Done.TrySetException(error);
    }
}
