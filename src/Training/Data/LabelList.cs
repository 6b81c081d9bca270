using AvianVox.Classification.Packages;

namespace AvianVox.Training.Data;

/// <summary>Makes the labels of a model out of the classes of its training recordings.</summary>
internal static class LabelList
{
    /// <summary>
    /// Birds by English name, then the negatives. Where data sets spell an English name differently, the first spelling holds.
    /// </summary>
    /// <param name="recordings">Training recordings.</param>
    public static IReadOnlyList<Label> Of(IEnumerable<Recording> recordings) =>
    [
        .. recordings.Select(r => r.Class).DistinctBy(c => c.ScientificName)
            .OrderBy(c => c.Kind == LabelKind.Bird ? 0 : 1).ThenBy(c => c.CommonName, StringComparer.Ordinal)
            .Select((c, i) => new Label(i, c.ScientificName, c.CommonName, LabelCode.From(c.CommonName), c.Kind)),
    ];
}
