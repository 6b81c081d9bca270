using AvianVox.Training.Files;
using AvianVox.Training.Manifests;

namespace AvianVox.Training.Data;

/// <summary>Lists the recordings of data folders, in an order that depends on names alone.</summary>
internal static class DataSetReader
{
    /// <summary>Reads several folders, one species under one name in all of them.</summary>
    /// <param name="folders">Folders of data sets.</param>
    /// <param name="warn">Receives one line per thing left out or brought together.</param>
    /// <param name="options">How clips without a list are divided into classes; the coarse classes by default.</param>
    /// <exception cref="WorkshopException">A folder is absent, its list is faulty, or nothing in it can be used.</exception>
    public static IReadOnlyList<Recording> ReadAll(
        IEnumerable<string> folders, Action<string> warn, DataSetOptions? options = null) =>
        OneName.ForEach([.. folders.SelectMany(f => Read(f, warn, options))], warn);

    /// <summary>Reads a folder: by its list where it has one, else every sound below it by names.</summary>
    /// <param name="folder">Folder of the data set.</param>
    /// <param name="warn">Receives one line per thing left out.</param>
    /// <param name="options">How clips without a list are divided into classes; the coarse classes by default.</param>
    /// <exception cref="WorkshopException">The folder is absent, its list is faulty, or nothing in it can be used.</exception>
    public static IReadOnlyList<Recording> Read(string folder, Action<string> warn, DataSetOptions? options = null)
    {
        if (!Directory.Exists(folder))
        {
            throw new WorkshopException(
                $"Data folder {folder}: there is no such folder; name one that holds {Manifest.FileName} or clips of negatives.");
        }

        options ??= new DataSetOptions();
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var list = Path.Combine(folder, Manifest.FileName);
        var recordings = File.Exists(list) ? ListedRecordings.Read(list, name, warn, options) : ReadNames(folder, name, warn, options);
        return recordings.Count > 0
            ? recordings
            : throw new WorkshopException(
                $"Data folder {folder}: nothing in it can be used; put a {Manifest.FileName} there ('avianvox-train import folders " +
                $"{folder} --out DIR' makes one of folders per species), or name clips or their folders after what is heard (rain, " +
                "crickets, speech, dog ...).");
    }

    private static List<Recording> ReadNames(string folder, string dataSet, Action<string> warn, DataSetOptions options)
    {
        var recordings = new List<Recording>();
        var unknown = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var birds = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var where in FolderWalk.Folders(folder, warn, options.Stop))
        {
            var sounds = SoundFiles.In(where, warn);
            var groups = ClipGroups.Of([.. sounds.Select(s => Path.GetFileNameWithoutExtension(s)!)]);
            foreach (var (path, group) in sounds.Zip(groups))
            {
                if (NegativeClasses.Of(path, options) is { } sound)
                {
                    // One recording may lie in several folders of a collection, so the folder is no part of the group.
                    var fold = ClipGroups.FoldOf(Path.GetFileNameWithoutExtension(path));
                    recordings.Add(new Recording(path, dataSet, $"{dataSet}/{group}", sound, "", "") { Fold = fold });
                }
                else if (options.Scheme != ClassScheme.Folders && NegativeClasses.IsBird(path))
                {
                    birds.Add(Path.GetFileName(where));
                }
                else
                {
                    unknown[where] = unknown.GetValueOrDefault(where) + 1;
                }
            }

            if (sounds.Count == 0 && !Directory.EnumerateDirectories(where).Any())
            {
                warn($"{where}: there is no sound in this folder; left out");
            }
        }

        if (birds.Count > 0)
        {
            throw new WorkshopException(
                $"Data folder {folder}: its folders are named after birds " +
                $"({string.Join(", ", birds.Take(3))}{(birds.Count > 3 ? " ..." : "")}), and it has no list. " +
                $"Make one: avianvox-train import folders {folder} --out DIR, then give --data DIR.");
        }

        recordings.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        foreach (var (where, count) in unknown)
        {
            warn(NegativeClasses.IsRooster(Path.Combine(where, "clip"))
                ? $"{where}: {count} files of roosters, which are neither wild birds nor negatives; left out"
                : $"{where}: no word in the names tells what is heard in {count} files; left out. Where it is a species, 'import " +
                    "folders' makes a list of it");
        }

        return recordings;
    }
}
