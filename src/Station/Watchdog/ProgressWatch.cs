using AvianVox.Listening.Status;
using AvianVox.Station.Journal;

namespace AvianVox.Station.Watchdog;

/// <summary>
/// Says whether the station does its work: samples advance, windows are classified, the journal commits. A counter that
/// stands still counts only while it should move, so that silence of any honest kind is no standstill.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>A source that listens must give samples. Its own supervision notices their absence first; this is for when that broke.</item>
/// <item>A source that is away must be tried again and again. How long it is away does not matter: no restart brings a
/// microphone back that is not plugged in. Sources that are paused, ended or failed owe nothing.</item>
/// <item>Windows that wait must be classified; samples that a listening source gave must become windows or be dropped. A
/// classifier that is merely too slow moves on, and drops are its answer.</item>
/// <item>What was appended must be committed. A disk that refuses gets <see cref="RefusedLimit"/>, for until then memory
/// keeps what a restart would lose, while a file on a disk that went and came back can only be opened anew. A full disk is
/// no standstill at all, nor is a file that another program holds, nor are windows that wait for them: no restart mends that, and one
/// would lose what memory holds.</item>
/// </list>
/// </remarks>
/// <param name="time">The station's time.</param>
internal sealed class ProgressWatch(TimeProvider time)
{
    /// <summary>
    /// How long samples, windows and commits may stand still: beyond every time-out that the stages have themselves (at most a minute).
    /// </summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long nobody may look after a source that is away: beyond the longest wait between two attempts, and two attempts' own time-outs.
    /// </summary>
    public static readonly TimeSpan AwayLimit = TimeSpan.FromMinutes(5);

    /// <summary>How long the disk may refuse what is written to the journal.</summary>
    public static readonly TimeSpan RefusedLimit = TimeSpan.FromMinutes(10);

    private readonly Standstill _commits = new(time);

    /// <summary>The sources' counters, by name and by the model on whose way they are.</summary>
    private readonly Dictionary<(string Name, string? Branch), SourceWatch> _sources = [];

    /// <summary>Looks at all counters. One thread calls this, every few seconds.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="journal">The journal.</param>
    /// <returns>What stands still, in words; null when nothing does.</returns>
    public string? Look(IReadOnlyList<SourceProgress> sources, JournalProgress journal)
    {
        string? stalled = null;
        var committing = _commits.Look(journal.Commits, journal.IsWaiting && !journal.IsOutOfOurHands);
        if (committing > (journal.Refusal is null ? Limit : RefusedLimit))
        {
            stalled = $"the journal has not committed for {Words(committing)}{(journal.Refusal is null ? "" : $": {journal.Refusal}")}";
        }

        foreach (var source in sources)
        {
            if (!_sources.TryGetValue((source.Name, source.Branch), out var watch))
            {
                _sources.Add((source.Name, source.Branch), watch = new SourceWatch(time));
            }

            // All counters are looked at in every round, or those behind the first standstill would lose count.
            if (watch.Look(source, journal.IsOutOfOurHands) is { } fault)
            {
                stalled ??= $"{source.Name}{(source.Branch is null ? "" : $" ({source.Branch})")}: {fault}";
            }
        }

        return stalled;
    }

    private static string Words(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0} s");

    /// <summary>The counters of one source.</summary>
    /// <param name="time">The station's time.</param>
    private sealed class SourceWatch(TimeProvider time)
    {
        private readonly Standstill _captured = new(time);
        private readonly Standstill _settled = new(time);
        private readonly Standstill _classified = new(time);
        private readonly Standstill _attempts = new(time);

        /// <summary>Looks at the source's counters.</summary>
        /// <param name="source">The source.</param>
        /// <param name="holdsUp">True where everything may have to wait for a journal that only somebody else can mend.</param>
        /// <returns>What stands still, in words; null when nothing does.</returns>
        public string? Look(in SourceProgress source, bool holdsUp)
        {
            var samples = source.Samples;
            var isListening = source.State == SourceState.Listening && !holdsUp;
            var hearing = _captured.Look(samples.Captured, isListening);
            var settling = _settled.Look(samples.Classified + samples.Dropped, isListening && samples.Pending > 0);
            var classifying = _classified.Look(samples.Classified, source.InWindows > 0 && !holdsUp);
            var trying = _attempts.Look(source.Attempts, source.State is SourceState.Starting or SourceState.Lost or SourceState.Silent);
            return hearing > Limit ? $"it listens, and no samples have come for {Words(hearing)}"
                : settling > Limit ? $"nothing has become of its samples for {Words(settling)}"
                : classifying > Limit ? $"windows wait, and none has been classified for {Words(classifying)}"
                : trying > AwayLimit ? $"it is away, and has not been tried for {Words(trying)}"
                : null;
        }
    }
}
