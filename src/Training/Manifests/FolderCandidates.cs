using AvianVox.Training.Files;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Manifests;

/// <summary>Lists the sounds of a folder that has one folder per species.</summary>
internal sealed class FolderCandidates
{
    /// <summary>Recordist of all files; empty when unknown.</summary>
    public string Recordist { get; init; } = "";

    /// <summary>Licence of all files; empty when none is stated.</summary>
    public string Licence { get; init; } = "";

    /// <summary>What names are of that do not tell; null asks.</summary>
    public KindChoices? Kinds { get; init; }

    /// <summary>Lists the files. The first folder below tells the species, whatever lies deeper.</summary>
    /// <param name="folder">Folder of folders.</param>
    /// <param name="fault">Receives one line per thing left out: an empty species folder, sounds beside the folders, a name that
    /// does not tell.</param>
    /// <param name="stop">Ends looking through folders.</param>
    /// <exception cref="WorkshopException">There is no such folder, or no folder in it.</exception>
    public IReadOnlyList<ImportCandidate> List(string folder, Action<string> fault, CancellationToken stop)
    {
        if (!Directory.Exists(folder))
        {
            throw new WorkshopException($"{folder}: there is no such folder; name one that holds a folder per species.");
        }

        var all = FolderWalk.Folders(folder, fault, stop).Skip(1).Where(d => !IsHidden(folder, d)).ToList();
        var top = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var species = all.GroupBy(
            d => Path.Combine(top, Path.GetRelativePath(top, d).Split(Path.DirectorySeparatorChar)[0]), StringComparer.Ordinal).ToList();
        if (species.Count == 0)
        {
            throw new WorkshopException($"{folder}: there is no folder in it; sounds lie in one folder per species, named after it.");
        }

        var loose = SoundFiles.In(folder, fault).Count;
        if (loose > 0)
        {
            fault($"{folder}: {loose} sounds lie beside the species' folders, so nothing tells what is heard in them; left out");
        }

        var candidates = new List<ImportCandidate>();
        var unsure = new UnsureNames();
        foreach (var one in species)
        {
            var files = one.SelectMany(d => SoundFiles.In(d, fault)).Order(StringComparer.Ordinal).ToList();
            var name = SpeciesName.Parse(Path.GetFileName(one.Key));
            if (files.Count == 0)
            {
                fault($"{one.Key}: no sound lies in this species' folder; left out");
            }
            else if (SoundNaming.Of(name, null, Kinds) is { } sound)
            {
                candidates.AddRange(files.Select(file => new ImportCandidate(file, sound, (reference, audio) => new ManifestEntry
                {
                    File = reference,
                    Species = sound.CommonName,
                    Scientific = sound.ScientificName,
                    Kind = KindText.Of(sound.Kind),
                    Recordist = Recordist,
                    Licence = Licence,
                    Audio = audio,
                })));
            }
            else
            {
                unsure.Add(Path.GetFileName(one.Key), files.Count);
            }
        }

        foreach (var question in unsure.Questions())
        {
            fault(question);
        }

        return candidates;
    }

    private static bool IsHidden(string top, string folder) =>
        Path.GetRelativePath(top, folder).Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.'));
}
