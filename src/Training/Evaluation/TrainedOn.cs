using System.Globalization;
using AvianVox.Classification.Packages;
using AvianVox.Training.Data;
using AvianVox.Training.Files;
using AvianVox.Training.Sounds;

namespace AvianVox.Training.Evaluation;

/// <summary>
/// What a package was made with, and on which side each recording was: by its sound, wherever its file lies and whatever it is
/// called.
/// </summary>
internal sealed class TrainedOn
{
    /// <summary>Name of the list within a package.</summary>
    public const string FileName = "ATTRIBUTION.csv";

    /// <summary>Columns of the list.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["id", "data_set", "label", "recordist", "licence", "used_for", "audio_sha256", "seconds", "audio_print"];

    private readonly List<(SoundIdentity Identity, SplitSide Side)> _byLength = [];
    private readonly Dictionary<string, SplitSide> _bySound = new(StringComparer.Ordinal);
    private readonly Dictionary<(string DataSet, string Id), SplitSide> _byName = [];

    private TrainedOn()
    {
    }

    /// <summary>Whether recordings are known by their sound; else only by data set and name.</summary>
    public bool HasSounds => _bySound.Count > 0;

    /// <summary>Reads what a package tells.</summary>
    /// <param name="package">Package.</param>
    /// <returns>What it tells; null where it tells nothing.</returns>
    /// <exception cref="WorkshopException">The list is none of ours.</exception>
    public static TrainedOn? Read(ModelPackage package)
    {
        var path = Path.Combine(package.Folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        var table = TableText.Read(path);
        var told = new TrainedOn();
        foreach (var (line, fields) in table.Rows)
        {
            string Text(string column) => Array.IndexOf(table.Header, column) is >= 0 and var at && at < fields.Length ? fields[at] : "";
            if (!Enum.TryParse<SplitSide>(Text("used_for"), ignoreCase: true, out var side))
            {
                throw new WorkshopException(
                    $"{path}, line {line}: used_for is '{Text("used_for")}'; allowed: training, validation or test.");
            }

            told._byName[(Text("data_set"), Text("id"))] = side;
            if (Text("audio_sha256").Length > 0
                && SoundPrint.TryRead(Text("audio_print")) is { } print
                && double.TryParse(Text("seconds"), CultureInfo.InvariantCulture, out var seconds))
            {
                told._bySound.TryAdd(Text("audio_sha256"), side);
                told._byLength.Add((new SoundIdentity(Text("audio_sha256"), seconds, print), side));
            }
        }

        told._byLength.Sort((a, b) => a.Identity.Seconds.CompareTo(b.Identity.Seconds));
        return told;
    }

    /// <summary>What a recording was used for.</summary>
    /// <param name="recording">Recording.</param>
    /// <param name="identity">What its file is known by.</param>
    /// <returns>Its side; null where the package was made without it.</returns>
    public SplitSide? UsedFor(Recording recording, SoundIdentity identity)
    {
        if (!HasSounds)
        {
            return _byName.TryGetValue((recording.DataSet, recording.Id), out var named) ? named : null;
        }

        if (_bySound.TryGetValue(identity.Sha256, out var side))
        {
            return side;
        }

        var at = _byLength.FindIndex(r => r.Identity.Seconds >= identity.Seconds - SoundIdentity.LengthSlack);
        for (; at >= 0 && at < _byLength.Count && SoundIdentity.HaveSameLength(_byLength[at].Identity.Seconds, identity.Seconds); at++)
        {
            if (_byLength[at].Identity.IsSame(identity))
            {
                return _byLength[at].Side;
            }
        }

        return null;
    }
}
