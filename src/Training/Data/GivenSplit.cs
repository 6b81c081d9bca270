using AvianVox.Training.Files;

namespace AvianVox.Training.Data;

/// <summary>A division of recordings that the command split made.</summary>
internal sealed class GivenSplit
{
    private readonly string _name;
    private readonly HashSet<string> _training;
    private readonly HashSet<string> _test;

    private GivenSplit(string name, HashSet<string> training, HashSet<string> test) => (_name, _training, _test) = (name, training, test);

    /// <summary>Reads the two lists of a partition.</summary>
    /// <param name="lists">Folder of a split, or one of its partitions as FOLDER/fold0.</param>
    /// <exception cref="WorkshopException">They are not there, or are no lists of ours.</exception>
    public static GivenSplit Read(string lists)
    {
        var prefix = Directory.Exists(lists) ? Path.TrimEndingDirectorySeparator(lists) + Path.DirectorySeparatorChar : lists + "_";
        return new GivenSplit(lists, Ids(lists, $"{prefix}train_file_ids.csv"), Ids(lists, $"{prefix}test_file_ids.csv"));
    }

    /// <summary>Divides recordings; one in ten of the groups of a class with five or more is spared from training to choose by.</summary>
    /// <param name="recordings">Recordings.</param>
    /// <param name="warn">Receives a line on recordings that no list names.</param>
    /// <exception cref="WorkshopException">No recording is named, or one sound is on both sides.</exception>
    public RecordingSplit Divide(IReadOnlyList<Recording> recordings, Action<string> warn)
    {
        static bool IsNamed(HashSet<string> ids, Recording r) =>
            ids.Contains(r.Listed) || ids.Contains(r.Id) || ids.Contains(Path.GetFileName(r.Path)) || ids.Contains(r.Path);
        var training = recordings.Where(r => IsNamed(_training, r)).ToList();
        var test = recordings.Where(r => IsNamed(_test, r)).ToList();
        if (training.Count == 0)
        {
            throw new WorkshopException(
                $"--split {_name}: none of the {recordings.Count} recordings is named by its training list, which begins with " +
                $"{string.Join(", ", _training.Take(2))}; " +
                "make it of the same recordings.csv: avianvox-train split --index DATA/recordings.csv --out DIR.");
        }

        var groups = test.Select(r => r.Group).ToHashSet(StringComparer.Ordinal);
        if (training.FirstOrDefault(r => groups.Contains(r.Group)) is { } torn)
        {
            var other = test.First(r => r.Group == torn.Group);
            throw new WorkshopException(
                $"--split {_name}: {torn.Path} is to train on and {other.Path} to test on, yet they are of one recording or the same " +
                "sound; " +
                "make the split anew by --rule recording, or take one of them out.");
        }

        if (training.Count + test.Count < recordings.Count)
        {
            warn($"{recordings.Count - training.Count - test.Count} recordings are in neither list of --split {_name}; left out");
        }

        return RecordingSplit.Given(training, test);
    }

    private static HashSet<string> Ids(string lists, string path)
    {
        if (!File.Exists(path))
        {
            throw new WorkshopException(
                $"--split {lists}: there is no {path}; name a folder that avianvox-train split made, or one of its partitions as " +
                "FOLDER/fold0.");
        }

        var table = TableText.Read(path);
        return table.Header is ["file_id", ..]
            ? [.. table.Rows.Select(r => r.Fields[0].Trim())]
            : throw new WorkshopException(
                $"--split {lists}: {path} does not begin with a column file_id; take a folder that avianvox-train split made.");
    }
}
