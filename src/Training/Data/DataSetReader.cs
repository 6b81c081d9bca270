using AvianVox.Training.Files;
using AvianVox.Training.Manifests;

namespace AvianVox.Training.Data;

/// <summary>Lists the recordings of data folders, in an order that depends on names alone.</summary>
internal static class DataSetReader
{
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

        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var list = Path.Combine(folder, Manifest.FileName);
        var recordings = File.Exists(list)
            ? ListedRecordings.Read(list, name, warn)
            : ReadNames(folder, name, warn, options ?? new DataSetOptions());
        return recordings.Count > 0
            ? recordings
            : throw new WorkshopException(
                $"Data folder {folder}: nothing in it can be used; put a {Manifest.FileName} there, or name clips or their folders " +
                "after what is heard (rain, crickets, speech, dog ...).");
    }

    private static List<Recording> ReadNames(string folder, string dataSet, Action<string> warn, DataSetOptions options)
    {
        var recordings = new List<Recording>();
        var unknown = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var sounds = SoundFiles.Below(folder);
        foreach (var path in sounds)
        {
            if (NegativeClasses.Of(path, options) is { } sound)
            {
                // One recording may lie in several folders of a collection, so the folder is no part of the group.
                var name = Path.GetFileNameWithoutExtension(path);
                recordings.Add(
                    new Recording(path, dataSet, $"{dataSet}/{ClipGroups.Of(name)}", sound, "", "") { Fold = ClipGroups.FoldOf(name) });
            }
            else
            {
                var where = Path.GetDirectoryName(path)!;
                unknown[where] = unknown.GetValueOrDefault(where) + 1;
            }
        }

        foreach (var (where, count) in unknown)
        {
            warn(NegativeClasses.IsRooster(Path.Combine(where, "clip"))
                ? $"{where}: {count} files of roosters, which are neither wild birds nor negatives; left out"
                : $"{where}: no word in the names tells what is heard in {count} files; left out");
        }

        foreach (var empty in EmptyBelow(folder, sounds))
        {
            warn($"{empty}: there is no sound in this folder; left out");
        }

        return recordings;
    }

    /// <summary>Folders that hold neither a sound nor a folder with one.</summary>
    private static IEnumerable<string> EmptyBelow(string folder, IReadOnlyList<string> sounds)
    {
        var heard = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sound in sounds)
        {
            for (var at = Path.GetDirectoryName(sound); at is not null && heard.Add(at); at = Path.GetDirectoryName(at))
            {
            }
        }

        return Directory.EnumerateDirectories(Path.GetFullPath(folder), "*", SearchOption.AllDirectories)
            .Where(d => !heard.Contains(d)).Order(StringComparer.Ordinal);
    }
}
