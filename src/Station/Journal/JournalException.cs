namespace AvianVox.Station.Journal;

/// <summary>
/// A journal that cannot be opened, read or written. The message is for people: it names the file, the fault and the way out.
/// </summary>
public sealed class JournalException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="kind">What is wrong.</param>
    /// <param name="message">Which file, what is wrong with it, and what to do.</param>
    /// <param name="inner">The cause, if any.</param>
    public JournalException(JournalFaultKind kind, string message, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
    }

    /// <summary>What is wrong.</summary>
    public JournalFaultKind Kind { get; }

    /// <summary>The fault alone, without the way out, for where another is taken.</summary>
    public string Reason { get => field ?? Message; init; }
}
