using AvianVox.Training.Files;
using AvianVox.Training.Manifests;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Fetching;

/// <summary>
/// Finds recordings, fetches what is wanted of each species and keeps the manifest: stopped at any moment, it goes on where it
/// was.
/// </summary>
/// <param name="request">What is wanted.</param>
/// <param name="http">Client without a time limit of its own.</param>
/// <param name="time">Clock of all waits.</param>
/// <param name="monitor">Is told how it goes.</param>
internal sealed class FetchRun(FetchRequest request, HttpClient http, TimeProvider time, IFetchMonitor monitor)
{
    /// <summary>
    /// Failures of the server, one after another, after which the run ends: the server is away, and each file would wait in vain.
    /// </summary>
    private const int MostFailuresInRow = 5;

    private readonly Transfer _transfer = new(http, request.Policy, time, monitor);

    /// <summary>What was done so far.</summary>
    public FetchSummary Summary { get; } = new();

    /// <summary>Opens an unfinished file, to append or anew.</summary>
    public Func<string, FileMode, Stream> Open { get; init; } = Downloader.OpenFile;

    private string List => Path.Combine(request.Out, Manifest.FileName);

    /// <summary>Runs. One file's failure is told in the summary; the rest goes on.</summary>
    /// <param name="stop">Ends the run; what is complete is in the manifest.</param>
    /// <exception cref="KeyRefusedException">There is no key, or the service does not take it.</exception>
    /// <exception cref="WorkshopException">A list is faulty, or nothing that is wanted was found.</exception>
    /// <exception cref="StorageException">The disk is full or failed.</exception>
    /// <exception cref="IOException">The service does not answer.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        var client = Client();
        var candidates = await FindAsync(client, stop).ConfigureAwait(false);
        var had = Manifest.Load(List);
        var here = Here(had, candidates.Select(c => c.Id).ToHashSet(StringComparer.Ordinal));
        using var repeated = request.DryRun ? null : RepeatedSounds.Open(request.Out);
        var skip = repeated?.Ids ?? RepeatedSounds.Read(request.Out);
        var bySpecies = candidates.GroupBy(c => c.Name.Identity, StringComparer.OrdinalIgnoreCase);
        foreach (var group in bySpecies.OrderBy(g => g.First().Name.Shown, StringComparer.Ordinal))
        {
            Summary.Species.Add(Tally(group.First().Name, group.ToList(), here, skip));
        }

        if (request.DryRun)
        {
            return;
        }

        if (here.Count < had.Count)
        {
            monitor.Warn($"{had.Count - here.Count} recordings of {List} are not there any more; they are fetched again");
            Manifest.Save(List, had.Where(here.ContainsEntry));
        }

        using var log = CsvLog.Open(List, Manifest.Columns);
        var finder = new DuplicateFinder();
        foreach (var entry in had.Where(here.ContainsEntry))
        {
            finder.Find(entry);
        }

        monitor.Planned(Summary.Species.Sum(s => s.Plan.Foresee().Count));
        var files = new FileFetcher(request.Out, new Downloader(_transfer, monitor, Open), client);
        var failures = 0;
        foreach (var tally in Summary.Species)
        {
            while (tally.Plan.Next() is { } recording)
            {
                monitor.Begin(recording);
                try
                {
                    var entry = await files.FetchAsync(recording, stop).ConfigureAwait(false);
                    failures = 0;
                    if (finder.Find(entry) is { } first)
                    {
                        File.Delete(Path.Combine(request.Out, entry.File));
                        repeated!.Add(recording, first);
                        tally.Repeated++;
                        Summary.Duplicates.Add(DuplicateFinder.Tell(recording.Id, entry.Species, first));
                    }
                    else
                    {
                        log.Append(Manifest.Fields(entry));
                        tally.Plan.Took(recording.Recordist, entry.Audio.Seconds);
                        tally.Fetched++;
                    }
                }
                catch (TransferException fault)
                {
                    tally.Failed++;
                    Summary.Faults.Add(fault.Message);
                    monitor.Warn(fault.Message);
                    failures = fault.IsTransient ? failures + 1 : 0;
                    if (failures >= MostFailuresInRow)
                    {
                        throw new IOException(
                            $"{recording.Address.Host} failed {failures} times running. What was complete before is kept; run the " +
                            "same command again later to go on.",
                            fault);
                    }
                }

                monitor.Done();
            }
        }
    }

    private XenoCantoClient? Client()
    {
        if (!string.IsNullOrWhiteSpace(request.Key))
        {
            return new XenoCantoClient(_transfer, request.Endpoint, request.Key.Trim(), request.PerPage);
        }

        return request.Index is not null ? null : throw new KeyRefusedException(
            $"A search needs a key: each registered member of {request.Endpoint.Host} with a verified address finds one on the " +
            $"account page there; give it by {XenoCantoClient.KeyVariable} or --key.");
    }

    private async Task<IReadOnlyList<RemoteRecording>> FindAsync(XenoCantoClient? client, CancellationToken stop)
    {
        var found = new Dictionary<string, RemoteRecording>(StringComparer.Ordinal);
        if (request.Index is { } index)
        {
            foreach (var recording in StudyIndex.Read(index, monitor.Warn))
            {
                found.TryAdd(recording.Id, recording);
            }
        }
        else
        {
            foreach (var query in SearchQueries.Of(request.Query, request.Filter))
            {
                await SearchAsync(client!, query, found, stop).ConfigureAwait(false);
            }
        }

        var wanted = new List<RemoteRecording>();
        foreach (var recording in found.Values)
        {
            if (request.Filter.Refuses(recording) is { } filter)
            {
                Summary.Refused[filter] = Summary.Refused.GetValueOrDefault(filter) + 1;
            }
            else
            {
                wanted.Add(recording);
            }
        }

        foreach (var name in request.Filter.Species.Where(name => !wanted.Any(w => string.Equals(name, w.Name.Scientific, StringComparison.OrdinalIgnoreCase) || string.Equals(name, w.Name.Common, StringComparison.OrdinalIgnoreCase))))
        {
            monitor.Warn($"'{name}': no recording that is wanted; is the name spelt as the catalogue spells it?");
        }

        return wanted.Count > 0 ? wanted : throw new WorkshopException(
            $"{found.Count} recordings were found and none is " +
            $"wanted{string.Concat(Summary.Refused.Select(r => $", {r.Value} refused by {r.Key}"))}: ask for something else, or " +
            "filter less.");
    }

    private async Task SearchAsync(XenoCantoClient client, string query, Dictionary<string, RemoteRecording> found, CancellationToken stop)
    {
        try
        {
            var (number, hidden) = (0, 0);
            await foreach (var page in client.SearchAsync(query, stop).ConfigureAwait(false))
            {
                number++;
                hidden += page.Hidden;
                foreach (var recording in page.Recordings)
                {
                    found.TryAdd(recording.Id, recording);
                }

                monitor.Say($"{query}: page {number} of {page.Pages}, {page.Found} recordings");
            }

            if (hidden > 0)
            {
                monitor.Warn(
                    $"{query}: {hidden} recordings have no address to fetch them from; the catalogue hides those of threatened species");
            }
        }
        catch (TransferException fault)
        {
            // A query that is refused is the person's to mend; a service that does not answer is not.
            throw fault.IsTransient ? new IOException(fault.Message, fault) : new WorkshopException(fault.Message, fault);
        }
    }

    /// <summary>The recordings of the manifest that are really there; those of other origin are none of our business.</summary>
    private HeldEntries Here(IReadOnlyList<ManifestEntry> had, HashSet<string> ours) =>
        new(had.Where(e => !ours.Contains(e.Id) || File.Exists(Path.Combine(request.Out, e.File))));

    private SpeciesTally Tally(SpeciesName name, List<RemoteRecording> candidates, HeldEntries here, IReadOnlySet<string> skip)
    {
        var plan = new SpeciesPlan(name, candidates.Where(c => here.Of(c.Id) is null && !skip.Contains(c.Id)), request.Caps);
        var tally = new SpeciesTally(plan);
        foreach (var entry in candidates.Select(c => here.Of(c.Id)).OfType<ManifestEntry>())
        {
            plan.Took(entry.Recordist, entry.Audio.Seconds);
            tally.Already++;
        }

        if (request.DryRun)
        {
            var foreseen = plan.Foresee();
            tally.Fetched = foreseen.Count;
            tally.ForeseenSeconds = foreseen.Sum(f => f.Seconds ?? 0);
        }

        return tally;
    }
}
