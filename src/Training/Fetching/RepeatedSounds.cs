using AvianVox.Classification.Packages;
using AvianVox.Training.Manifests;

namespace AvianVox.Training.Fetching;

/// <summary>
/// The list of catalogue numbers that turned out to repeat a sound, so that a later run does not fetch them again: duplicates.csv
/// beside the manifest.
/// </summary>
internal sealed class RepeatedSounds : IDisposable
{
    private const string FileName = "duplicates.csv";
    private static readonly string[] Columns = ["id", "species", "source", "same_as"];

    private readonly CsvLog _log;

    private RepeatedSounds(CsvLog log, IReadOnlySet<string> ids)
    {
        _log = log;
        Ids = ids;
    }

    /// <summary>Numbers listed when the run began.</summary>
    public IReadOnlySet<string> Ids { get; }

    /// <summary>Opens the list of a folder, which is made where there is none.</summary>
    /// <param name="folder">Folder.</param>
    /// <exception cref="WorkshopException">The list is of another kind, or another run writes it.</exception>
    public static RepeatedSounds Open(string folder)
    {
        Directory.CreateDirectory(folder);
        var log = CsvLog.Open(Path.Combine(folder, FileName), Columns);
        return new RepeatedSounds(log, Read(folder));
    }

    /// <summary>Reads the numbers of a folder's list.</summary>
    /// <param name="folder">Folder.</param>
    public static IReadOnlySet<string> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path)
                ? CsvText.Parse(File.ReadAllText(path)).Skip(1).Select(r => r.Fields[0]).ToHashSet(StringComparer.Ordinal)
                : new HashSet<string>();
        }
        catch (FormatException fault)
        {
            throw new WorkshopException($"{path}: {fault.Message}; mend or delete it.", fault);
        }
    }

    /// <summary>Lists a recording.</summary>
    /// <param name="recording">The one that repeats.</param>
    /// <param name="first">What was there first.</param>
    public void Add(RemoteRecording recording, ManifestEntry first) =>
        _log.Append([recording.Id, recording.Name.Shown, recording.Address.AbsoluteUri, first.File]);

    /// <inheritdoc />
    public void Dispose() => _log.Dispose();
}
