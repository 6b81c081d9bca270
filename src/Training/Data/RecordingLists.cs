using AvianVox.Training.Splits;

namespace AvianVox.Training.Data;

/// <summary>Brings the recordings of data folders to the splits.</summary>
internal static class RecordingLists
{
    /// <summary>Leaves out the classes with too few recordings to learn from some and be tested on others.</summary>
    /// <param name="recordings">Recordings.</param>
    /// <param name="atLeast">Recordings that a class needs.</param>
    /// <returns>The others, in their order.</returns>
    public static IReadOnlyList<Recording> WithAtLeast(IReadOnlyList<Recording> recordings, int atLeast)
    {
        var enough = recordings.GroupBy(r => r.Class.ScientificName, StringComparer.Ordinal)
            .Where(g => g.Count() >= atLeast)
            .Select(g => g.Key)
            .ToHashSet(StringComparer.Ordinal);
        return [.. recordings.Where(r => enough.Contains(r.Class.ScientificName))];
    }

    /// <summary>English names of the classes that <see cref="WithAtLeast"/> leaves out.</summary>
    /// <param name="recordings">Recordings.</param>
    /// <param name="atLeast">Recordings that a class needs.</param>
    public static IReadOnlyList<string> WithFewer(IReadOnlyList<Recording> recordings, int atLeast) =>
    [
        .. recordings.GroupBy(r => r.Class.ScientificName, StringComparer.Ordinal)
            .Where(g => g.Count() < atLeast)
            .Select(g => g.First().Class.CommonName)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>An index of recordings, in their order; classes are numbered as the labels of a model would be.</summary>
    /// <param name="source">Where they come from, for messages.</param>
    /// <param name="recordings">Recordings.</param>
    /// <param name="seconds">Duration of a recording by its position; null when not told.</param>
    public static RecordingIndex Index(string source, IReadOnlyList<Recording> recordings, Func<int, double?> seconds)
    {
        var labels = LabelList.Of(recordings);
        var byName = labels.ToDictionary(l => l.ScientificName, l => l.Index, StringComparer.Ordinal);
        return RecordingIndex.Of(source, [.. labels.Select(l => l.CommonName)], [.. recordings.Select((r, i) => new IndexedRecording(
            i + 1,
            r.Id,
            byName[r.Class.ScientificName])
        {
            Recording = r.Group,
            Recordist = r.Recordist.Length > 0 ? r.Recordist : null,
            Place = r.Place.Length > 0 ? r.Place : null,
            Date = r.Date.Length > 0 ? r.Date : null,
            Seconds = seconds(i),
        })]);
    }

    /// <summary>The folds that the makers of the data sets gave: each is tested once, trained on the others.</summary>
    /// <param name="recordings">Recordings.</param>
    /// <returns>By number of the fold; both sides in the order of the recordings.</returns>
    /// <exception cref="WorkshopException">A recording has no fold, there is only one, or a group lies in two.</exception>
    public static IReadOnlyList<Partition> OwnFolds(IReadOnlyList<Recording> recordings)
    {
        if (recordings.FirstOrDefault(r => r.Fold is null) is { } none)
        {
            throw new WorkshopException(
                $"{none.Path}: its name tells no fold (FOLD-SOURCE-TAKE-CLASS is wanted); leave that data folder out, or ask for " +
                "folds by --rule recording or recordist.");
        }

        if (recordings.GroupBy(r => r.Group, StringComparer.Ordinal).FirstOrDefault(g => g.DistinctBy(r => r.Fold).Count() > 1)?.ToArray() is { } torn)
        {
            var other = torn.First(r => r.Fold != torn[0].Fold);
            throw new WorkshopException(
                $"{torn[0].Path} and {other.Path} are of one recording, yet their names say folds {torn[0].Fold} and {other.Fold}; " +
                "mend the names, or split by recording.");
        }

        int[] folds = [.. recordings.Select(r => r.Fold!.Value).Distinct().Order()];
        if (folds.Length < 2)
        {
            throw new WorkshopException(
                $"{recordings.Count} recordings lie in {folds.Length} fold: there must be two at least, one to test on and one to " +
                "train on.");
        }

        var all = recordings.Index().ToList();
        return
        [
            .. folds.Select(
                f => new Partition(
                    $"fold{f}",
                    [.. all.Where(r => r.Item.Fold != f).Select(r => r.Index)],
                    [.. all.Where(r => r.Item.Fold == f).Select(r => r.Index)])),
        ];
    }
}
