using AvianVox.Station.Journal;

namespace AvianVox.Monitor.Doctor;

/// <summary>Whether the journal can be read, whether a station writes it, and when it last heard anything.</summary>
/// <param name="folder">The data folder.</param>
/// <param name="zone">Time zone of what people read.</param>
/// <param name="time">The station's time.</param>
internal sealed class JournalCheck(string folder, TimeZoneInfo zone, TimeProvider time) : ICheck
{
    /// <inheritdoc />
    public string Name => "journal";

    /// <inheritdoc />
    public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation) =>
        Task.Run<IReadOnlyList<Finding>>(() => [Look()], cancellation);

    private Finding Look()
    {
        if (!File.Exists(JournalFiles.Database(folder)))
        {
            return Finding.Note($"none in {folder} yet");
        }

        var station = JournalLock.IsTaken(folder) ? "a station runs on it" : "no station runs on it";
        try
        {
            using var journal = JournalReader.Open(folder);
            var tally = journal.Tally(time.GetUtcNow().AddDays(-1));
            var last = tally is { Last: { } name, LastPeak: { } peak }
                ? FormattableString.Invariant($"; last: {name} at {TimeZoneInfo.ConvertTime(peak, zone):yyyy-MM-dd HH:mm}")
                : "";
            return Finding.Ok($"{station}; {tally.Species} species in the last 24 h{last}");
        }
        catch (JournalException fault)
        {
            return Finding.Fault(fault.Message, "See what the message says; the station keeps the journal in Data:Folder.");
        }
    }
}
