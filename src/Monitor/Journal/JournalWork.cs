using AvianVox.Monitor.Detection;

namespace AvianVox.Monitor.Journal;

/// <summary>Something for the journal's writer to do.</summary>
internal abstract record JournalWork
{
    private JournalWork()
    {
    }

    /// <summary>True for what is committed without waiting for company: a confirmed detection, which is to be told at once, and what somebody waits for.</summary>
    public bool IsUrgent => this is Flush or Detection { Kind: JournalKind.Detection };

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
    /// <param name="Minute">What to add.</param>
    public sealed record Effort(EffortMinute Minute) : JournalWork;

    /// <summary>A sink's new place.</summary>
    /// <param name="Sink">Its name.</param>
    /// <param name="Sequence">Last entry delivered.</param>
    public sealed record Cursor(string Sink, long Sequence) : JournalWork;

    /// <summary>Completed when everything queued before it is committed.</summary>
    /// <param name="Done">What the waiting caller awaits.</param>
    public sealed record Flush(TaskCompletionSource Done) : JournalWork;
}
