using AvianVox.Station.Journal;

namespace AvianVox.Station.Sinks;

/// <summary>A delivery that failed. The message is for people: it names the receiver, the fault and the setting that helps.</summary>
public sealed class SinkException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="fault">What it failed of.</param>
    /// <param name="message">Which receiver, what is wrong, and what to do; without a full stop.</param>
    /// <param name="inner">The cause, if any.</param>
    public SinkException(SinkFault fault, string message, Exception? inner = null)
        : base(message, inner)
    {
        Fault = fault;
    }

    /// <summary>What it failed of.</summary>
    public SinkFault Fault { get; }

    /// <summary>The entry it failed on, all before it having been delivered; null where it may be any of those handed over.</summary>
    public JournalEntry? Entry { get; init; }

    /// <summary>How long the receiver asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
