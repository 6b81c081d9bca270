using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Journal;

/// <summary>Mends a data folder's journal while no station writes to it.</summary>
public static class JournalRepair
{
    /// <summary>
    /// Sets the journal aside if it is damaged, and moves what can be read of every damaged one that lies there into the journal. The
    /// damaged ones are kept, under another name.
    /// </summary>
    /// <param name="folder">Data folder.</param>
    /// <param name="station">The station's id, for payloads.</param>
    /// <param name="time">Names what is set aside.</param>
    /// <param name="logger">Hears of what is found.</param>
    /// <param name="cancellation">Gives up; a damaged journal is moved wholly or not at all.</param>
    /// <returns>What was done, by damaged journal, the oldest first; none where nothing is damaged.</returns>
    /// <exception cref="JournalException">A station writes to the folder, or the journal cannot be opened or written.</exception>
    public static IReadOnlyList<RepairReport> Run(
        string folder,
        string station,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellation)
    {
        using var held = JournalLock.Take(folder);
        using var store = JournalStore.Open(folder, station, time, logger, isKnown: true);
        if (JournalInspection.Find(store.Path, isThorough: true, cancellation) is { } fault && !store.TryReplace(fault))
        {
            throw fault;
        }

        var reports = new List<RepairReport>();
        foreach (var damaged in JournalFiles.Aside(folder))
        {
            var tables = store.Write(journal => JournalSalvage.Merge(damaged, journal, cancellation));
            reports.Add(new RepairReport(damaged, tables, JournalFiles.MarkRepaired(damaged)));
        }

        return reports;
    }
}
