using AvianVox.Station.Journal;

namespace AvianVox.Monitor.Doctor;

/// <summary>
/// Whether the journal is sound and can be read, whether a station writes it, when it last heard anything, and whether what it holds gets
/// where it is to go.
/// </summary>
/// <param name="folder">The data folder.</param>
/// <param name="sinks">Names of the sinks that are set.</param>
/// <param name="zone">Time zone of what people read.</param>
/// <param name="time">The station's time.</param>
internal sealed class JournalCheck(string folder, IReadOnlyList<string> sinks, TimeZoneInfo zone, TimeProvider time) : ICheck
{
    /// <summary>Entries that may wait for a sink before it counts as far behind: some hours of a busy station.</summary>
    private const long FarBehind = 5_000;

    /// <summary>How long the pages are looked at.</summary>
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(20);

    /// <inheritdoc />
    public string Name => "journal";

    /// <inheritdoc />
    public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation) =>
        Task.Run<IReadOnlyList<Finding>>(() => [.. Look(cancellation)], cancellation);

    private IEnumerable<Finding> Look(CancellationToken cancellation)
    {
        foreach (var damaged in JournalFiles.Aside(folder))
        {
            yield return Finding.Fault(
                $"{damaged} is a damaged journal that was set aside; what was heard before it is in there",
                "Stop the station and run: avianvox journal repair");
        }

        if (!File.Exists(JournalFiles.Database(folder)))
        {
            yield return Finding.Note($"none in {folder} yet");
            yield break;
        }

        if (Held() is { } held)
        {
            yield return held;
            yield break;
        }

        yield return Pages(cancellation);
        foreach (var finding in Content())
        {
            yield return finding;
        }
    }

    /// <summary>
    /// A lock that another program holds shows only to who wants to write; a station that runs would say so in its health.
    /// </summary>
    private Finding? Held()
    {
        try
        {
            return JournalInspection.IsHeld(JournalFiles.Database(folder))
                ? Finding.Fault(
                    $"{JournalFiles.Database(folder)} is held by another program: nothing can be written to it",
                    "Close it: a database browser, or a backup.")
                : null;
        }
        catch (JournalException)
        {
            // Not ours to write; what else is wrong the others tell.
            return null;
        }
    }

    private Finding Pages(CancellationToken cancellation)
    {
        using var bound = new CancellationTokenSource(LookLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, bound.Token);
        try
        {
            return JournalInspection.Find(JournalFiles.Database(folder), isThorough: false, either.Token) is { } fault
                ? Finding.Fault(fault.Message, "Stop the station and run: avianvox journal repair")
                : Finding.Ok("its pages are sound");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Finding.Note(
                $"its pages were looked at for {LookLimit.TotalSeconds:0} s and not all of them; \"avianvox journal check\" looks at all");
        }
        catch (JournalException fault)
        {
            return Finding.Fault(fault.Message, "See what the message says; the station keeps the journal in Data:Folder.");
        }
    }

    private List<Finding> Content()
    {
        var findings = new List<Finding>();
        try
        {
            var station = JournalLock.IsTaken(folder) ? "a station runs on it" : "no station runs on it";
            using var journal = JournalReader.Open(folder);
            var tally = journal.Tally(time.GetUtcNow().AddDays(-1));
            var last = tally is { Last: { } name, LastPeak: { } peak }
                ? FormattableString.Invariant($"; last: {name} at {TimeZoneInfo.ConvertTime(peak, zone):yyyy-MM-dd HH:mm}")
                : "";
            findings.Add(Finding.Ok($"{station}; {tally.Species} species in the last 24 h{last}"));
            findings.AddRange(Sinks(journal));
        }
        catch (JournalException fault)
        {
            findings.Add(Finding.Fault(fault.Message, "See what the message says; the station keeps the journal in Data:Folder."));
        }

        return findings;
    }

    private IEnumerable<Finding> Sinks(JournalReader journal)
    {
        var end = journal.LastSequence();
        foreach (var (sink, place) in journal.Sinks().Where(pair => sinks.Contains(pair.Sink, StringComparer.Ordinal)))
        {
            var waiting = Math.Max(0, end - place.Sequence);
            if (place.Dropped > 0)
            {
                yield return Finding.Warning(
                    FormattableString.Invariant($"{sink} has lost {place.Dropped} entries: they left the log before it took them"),
                    "See why it was away so long (health, the station's log); raise Sinks:KeepWaiting where the disk has room.");
            }

            if (place.SetAside > 0)
            {
                yield return Finding.Warning(
                    FormattableString.Invariant($"{sink} would not take {place.SetAside} entries"),
                    "See them and the reasons: avianvox sinks --set-aside");
            }

            if (waiting > FarBehind)
            {
                yield return Finding.Warning(
                    FormattableString.Invariant($"{sink} is far behind: {waiting} entries wait for it"),
                    "See what the station says of it (health, journalctl -u avianvox).");
            }
        }
    }
}
