using AvianVox.Listening.Clocks;

namespace AvianVox.Station.Journal;

/// <summary>
/// What keeps the journal in order: whoever watches over it, shortens it or sets its times right. Safe for several threads.
/// </summary>
public interface IJournalMaintenance
{
    /// <summary>Raised when a fault comes or goes. Handlers must not block.</summary>
    event EventHandler? Changed;

    /// <summary>Whether commits get on, and what is wrong.</summary>
    JournalProgress Progress { get; }

    /// <summary>
    /// Says that the system's clock is good: what was logged since the machine started and before that is corrected, and so is what comes
    /// late.
    /// </summary>
    /// <param name="good">The good clock.</param>
    void Correct(ClockBasis good);

    /// <summary>Deletes the oldest entries that the rule does not keep, some thousands at a time.</summary>
    /// <param name="rule">What is kept.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="JournalException">They could not be deleted.</exception>
    Task<PruneResult> PruneAsync(PruneRule rule, CancellationToken cancellation);
}
