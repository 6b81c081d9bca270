using AvianVox.Station.Journal;

namespace AvianVox.Station.Watchdog;

/// <summary>
/// Counts what was heard since a moment, anew only when there is more to count or the moment is another. One thread asks.
/// </summary>
/// <param name="log">Tells whether there is more.</param>
/// <param name="count">Counts; null where that cannot be told.</param>
internal sealed class TodayCount(IJournalLog log, Func<DateTimeOffset, DayTally?> count)
{
    private (DayTally? Tally, long Sequence, DateTimeOffset Since) _last = (null, -1, default);

    /// <summary>What was heard.</summary>
    /// <param name="since">From when on.</param>
    public DayTally? Since(DateTimeOffset since)
    {
        var sequence = log.LastSequence;
        if (sequence != _last.Sequence || since != _last.Since)
        {
            _last = (count(since), sequence, since);
        }

        return _last.Tally;
    }
}
