using System.Collections.Concurrent;
using AvianVox.Audio;
using AvianVox.Training.Files;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Manifests;

/// <summary>
/// Checks files, finds repeated sounds and writes them into a folder's manifest. Files stay where they are unless copies are
/// asked for.
/// </summary>
internal sealed class ImportRun
{
    /// <summary>Folder of the manifest; made where there is none.</summary>
    public required string Out { get; init; }

    /// <summary>Whether files are copied into the folder, one folder per species.</summary>
    public bool Copy { get; init; }

    /// <summary>Whether sounds that are there already are listed all the same.</summary>
    public bool KeepDuplicates { get; init; }

    /// <summary>Opens an unfinished copy for writing; a file stream where none is given.</summary>
    public Func<string, Stream>? CreateCopy { get; init; }

    /// <summary>Runs the import. A file that cannot be used is told and left out; the rest goes on.</summary>
    /// <param name="candidates">Files, in the order of the manifest.</param>
    /// <param name="faults">What was found to be wrong while they were listed.</param>
    /// <param name="progress">Receives the number of files read so far.</param>
    /// <param name="stop">Ends the run; the manifest stays as it was.</param>
    /// <exception cref="WorkshopException">No file can be used, or the manifest that is there is none of ours.</exception>
    /// <exception cref="StorageException">The disk is full or failed; the manifest stays as it was.</exception>
    public async Task<ImportOutcome> RunAsync(
        IReadOnlyList<ImportCandidate> candidates, IEnumerable<string> faults, Action<int> progress, CancellationToken stop)
    {
        var list = Path.Combine(Out, Manifest.FileName);
        var wrong = faults.ToList();
        var had = Manifest.Load(list);
        var facts = await ReadAllAsync(candidates, progress, stop).ConfigureAwait(false);

        var entries = had.ToDictionary(KeyOf, StringComparer.Ordinal);
        var order = entries.Keys.ToList();
        var files = had.Select(FileOf).ToHashSet(StringComparer.Ordinal);
        var finder = new DuplicateFinder();
        foreach (var entry in had)
        {
            finder.Find(entry);
        }

        var (added, already, duplicates) = (new List<ManifestEntry>(), 0, new List<string>());
        for (var i = 0; i < candidates.Count; i++)
        {
            var candidate = candidates[i];
            if (facts[i].Facts is not { } audio)
            {
                wrong.Add(facts[i].Fault!);
                continue;
            }

            var target = Copy ? Target(candidate, audio) : candidate.Path;
            var entry = candidate.Known(Manifest.Reference(Out, target), audio);
            var key = KeyOf(entry);
            if (entries.ContainsKey(key))
            {
                entries[key] = entry;
                already++;
                continue;
            }

            // Another stretch of a file that is listed repeats nothing.
            if (!files.Contains(FileOf(entry)) && finder.Find(entry) is { } first)
            {
                duplicates.Add(DuplicateFinder.Tell(candidate.Path, entry.Species, first));
                if (!KeepDuplicates)
                {
                    continue;
                }
            }

            stop.ThrowIfCancellationRequested();
            CopyTo(target, candidate.Path);
            entries.Add(key, entry);
            files.Add(FileOf(entry));
            order.Add(key);
            added.Add(entry);
        }

        if (added.Count + already == 0)
        {
            throw new WorkshopException(
                $"Nothing was imported into {list}: {wrong.Count} files or folders cannot be used, {duplicates.Count} repeat sounds " +
                $"that are there{First(wrong.Concat(duplicates))}.");
        }

        Directory.CreateDirectory(Out);
        Manifest.Save(list, order.Select(key => entries[key]));
        return new ImportOutcome(list, added, already, duplicates, wrong);
    }

    private static string First(IEnumerable<string> lines) => lines.FirstOrDefault() is { } line ? $"; the first: {line.TrimEnd('.')}" : "";

    private string FileOf(ManifestEntry entry) => Path.GetFullPath(Path.Combine(Out, entry.File));

    private string KeyOf(ManifestEntry entry) => entry.From is null
        ? FileOf(entry)
        : FormattableString.Invariant($"{FileOf(entry)}@{entry.From}-{entry.To}/{entry.Scientific}");

    /// <summary>Reads all files on all cores, each once; results stand in the order of the candidates.</summary>
    private static async Task<(AudioFacts? Facts, string? Fault)[]> ReadAllAsync(
        IReadOnlyList<ImportCandidate> candidates, Action<int> progress, CancellationToken stop)
    {
        var paths = candidates.Select(c => c.Path).Distinct(StringComparer.Ordinal).ToArray();
        var read = new ConcurrentDictionary<string, (AudioFacts?, string?)>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop };
        await Parallel.ForEachAsync(paths, options, (path, token) =>
        {
            try
            {
                read[path] = (AudioCheck.Read(path, token), null);
            }
            catch (Exception fault) when (fault is AudioException or IOException or UnauthorizedAccessException)
            {
                read[path] = (null, fault.Message.Contains(path, StringComparison.Ordinal) ? fault.Message : $"{path}: {fault.Message}");
            }

            progress(read.Count * candidates.Count / paths.Length);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return [.. candidates.Select(c => read[c.Path])];
    }

    /// <summary>
    /// Where a copy goes. Two files of one name are told apart by their content, so that a second import finds its own copies
    /// again.
    /// </summary>
    private string Target(ImportCandidate candidate, AudioFacts audio)
    {
        var folder = Path.Combine(Out, new SpeciesName(candidate.Sound.CommonName, candidate.Sound.ScientificName).Folder);
        var plain = Path.Combine(folder, Path.GetFileName(candidate.Path));
        return !File.Exists(plain)
            || new FileInfo(plain).Length == new FileInfo(candidate.Path).Length
            && AudioCheck.HashOf(plain) == audio.Sha256
            ? plain
            : Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(plain)}-{audio.Sha256[..8]}{Path.GetExtension(plain)}");
    }

    private void CopyTo(string target, string path)
    {
        if (!Copy || File.Exists(target))
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            SafeFile.Copy(path, target, CreateCopy);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(target, fault);
        }
    }
}
