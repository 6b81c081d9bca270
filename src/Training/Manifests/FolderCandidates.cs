using AvianVox.Training.Files;

namespace AvianVox.Training.Manifests;

/// <summary>Lists the sounds of a folder that has one folder per species.</summary>
internal sealed class FolderCandidates
{
    /// <summary>Recordist of all files; empty when unknown.</summary>
    public string Recordist { get; init; } = "";

    /// <summary>Licence of all files; empty when none is stated.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Lists the files. The first folder below tells the species, whatever lies deeper.</summary>
    /// <param name="folder">Folder of folders.</param>
    /// <param name="fault">Receives one line per thing left out: an empty species folder, sounds beside the folders.</param>
    /// <exception cref="WorkshopException">There is no such folder, or no folder in it.</exception>
    public IReadOnlyList<ImportCandidate> List(string folder, Action<string> fault)
    {
        if (!Directory.Exists(folder))
        {
            throw new WorkshopException($"{folder}: there is no such folder; name one that holds a folder per species.");
        }

        var species = Directory.EnumerateDirectories(Path.GetFullPath(folder))
            .Where(d => !Path.GetFileName(d).StartsWith('.'))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (species.Count == 0)
        {
            throw new WorkshopException($"{folder}: there is no folder in it; sounds lie in one folder per species, named after it.");
        }

        var loose = Directory.EnumerateFiles(folder).Count(SoundFiles.Is);
        if (loose > 0)
        {
            fault($"{folder}: {loose} sounds lie beside the species' folders, so nothing tells what is heard in them; left out");
        }

        var candidates = new List<ImportCandidate>();
        foreach (var path in species)
        {
            var name = SpeciesName.Parse(Path.GetFileName(path));
            var files = SoundFiles.Below(path);
            if (files.Count == 0)
            {
                fault($"{path}: no sound lies in this species' folder; left out");
            }

            candidates.AddRange(files.Select(file => new ImportCandidate(file, name, (reference, audio) => new ManifestEntry
            {
                File = reference,
                Species = name.Shown,
                Scientific = name.Identity,
                Recordist = Recordist,
                Licence = Licence,
                Audio = audio,
            })));
        }

        return candidates;
    }
}
