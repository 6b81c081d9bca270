namespace AvianVox.Station.Journal;

/// <summary>Whether the journal gets on, for whoever watches over the station.</summary>
/// <param name="Commits">Transactions committed since the journal was opened.</param>
/// <param name="IsWaiting">True while anything appended is not committed.</param>
/// <param name="Refusal">Why the last try failed, in words; null when it did not.</param>
/// <param name="IsFull">True where it failed because the disk has no room.</param>
public readonly record struct JournalProgress(long Commits, bool IsWaiting, string? Refusal, bool IsFull)
{
    /// <summary>What the last try failed of; null when it did not.</summary>
    public JournalFaultKind? Kind { get; init; }

    /// <summary>Pieces of what was heard since the start that could not be written and are lost.</summary>
    public long Lost { get; init; }

    /// <summary>What became of a damaged journal, with the way out, until it is repaired; null where there is none.</summary>
    public string? Damage { get; init; }

    /// <summary>Whether only somebody else can mend what the last try failed of: a restart would lose what memory holds.</summary>
    public bool IsOutOfOurHands => IsFull || Kind is JournalFaultKind.Held or JournalFaultKind.Damaged;

    /// <summary>Whether all that was heard is written down, and where it belongs.</summary>
    public bool IsWhole => Refusal is null && Lost == 0 && Damage is null;

    /// <summary>What is wrong, in words; null where nothing is.</summary>
    public string? Fault => Refusal ?? Damage ?? (
        Lost == 0 ? null : FormattableString.Invariant($"{Lost} piece(s) of what was heard could not be written and are lost"));
}
