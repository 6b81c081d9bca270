using AvianVox.Station.Journal;

namespace AvianVox.Station.Sinks;

/// <summary>
/// A receiver of the journal's entries. It keeps no queue and no place of its own: a <see cref="SinkRunner"/> hands it entries
/// in the order of the log, and hands them over again until it says that they are delivered. One call at a time, but for
/// <see cref="AttendAsync"/>, which runs beside <see cref="DeliverAsync"/>.
/// </summary>
public interface ISink : IAsyncDisposable
{
    /// <summary>Name of its cursor, in health and in the journal; never changes.</summary>
    string Name { get; }

    /// <summary>Name for people.</summary>
    string Title { get; }

    /// <summary>Kinds of entries it takes; the others are passed over.</summary>
    IReadOnlySet<JournalKind> Kinds { get; }

    /// <summary>Most entries in one call of <see cref="DeliverAsync"/>.</summary>
    int MostAtOnce { get; }

    /// <summary>Gets ready to deliver, after the start and after each failure.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What it is now connected to, for people; null where it connects only as it delivers.</returns>
    /// <exception cref="SinkException">The receiver cannot be reached or refuses.</exception>
    Task<string?> OpenAsync(CancellationToken cancellation);

    /// <summary>Does what else there is to do while open, until it is cancelled; returns early where there is nothing.</summary>
    /// <param name="cancellation">Ends it; it then returns or throws <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="SinkException">The connection broke, or something was refused.</exception>
    Task AttendAsync(CancellationToken cancellation);

    /// <summary>Delivers entries.</summary>
    /// <param name="entries">At least one, in the order of the log.</param>
    /// <param name="delivered">Told that an entry and all before it are the receiver's now; never called after this method's end. Not
    /// calling it for some is fine: returning means that all are delivered.</param>
    /// <param name="cancellation">Gives up; what was on its way will be handed over again.</param>
    /// <exception cref="SinkException">Not all were delivered; those told of were.</exception>
    Task DeliverAsync(IReadOnlyList<JournalEntry> entries, Action<JournalEntry> delivered, CancellationToken cancellation);

    /// <summary>
    /// Lets go of the receiver, before each new <see cref="OpenAsync"/> and at the end. Does not throw for a receiver that has gone.
    /// </summary>
    /// <param name="clean">True at a stop of the station with the receiver still there: it may be told so.</param>
    /// <param name="cancellation">Bounds the farewell.</param>
    Task CloseAsync(bool clean, CancellationToken cancellation);
}
