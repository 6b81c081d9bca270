using System.Text;
using AvianVox.Classification.Packages;
using AvianVox.Training.Data;

namespace AvianVox.Training.Making;

/// <summary>Names who recorded what a model was made with, under which licence, and on which side of the split it was.</summary>
internal static class Attribution
{
    /// <summary>Name of the list within a package.</summary>
    public const string FileName = "ATTRIBUTION.csv";

    /// <summary>The list.</summary>
    /// <param name="facts">The run.</param>
    public static string Text(TrainingFacts facts)
    {
        var text = new StringBuilder();
        CsvText.AppendRecord(text, "id", "data_set", "label", "recordist", "licence", "used_for");
        var rows =
            from side in Enum.GetValues<SplitSide>()
            from clip in facts.Sides[side]
            let r = clip.Recording
            orderby r.DataSet, r.Id
            select (string[])[r.Id, r.DataSet, r.Class.CommonName, r.Recordist, r.Licence, side.ToString().ToLowerInvariant()];
        foreach (var row in rows)
        {
            CsvText.AppendRecord(text, row);
        }

        return text.ToString();
    }
}
