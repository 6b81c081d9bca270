using System.Globalization;
using System.Text;
using AvianVox.Classification.Packages;
using AvianVox.Training.Data;
using AvianVox.Training.Evaluation;

namespace AvianVox.Training.Making;

/// <summary>Names who recorded what a model was made with, under which licence, and on which side of the split it was.</summary>
internal static class Attribution
{
    /// <summary>The list.</summary>
    /// <param name="facts">The run.</param>
    public static string Text(TrainingFacts facts)
    {
        var text = new StringBuilder();
        CsvText.AppendRecord(text, TrainedOn.Columns);
        var rows =
            from side in Enum.GetValues<SplitSide>()
            from clip in facts.Sides[side]
            let r = clip.Recording
            orderby r.DataSet, r.Id
            select (string[])
            [
                r.Id, r.DataSet, r.Class.CommonName, r.Recordist, r.Licence, side.ToString().ToLowerInvariant(),
                clip.Identity?.Sha256
                    ?? "", clip.Identity?.Seconds.ToString("0.000", CultureInfo.InvariantCulture)
                    ?? "", $"{clip.Identity?.Print}",
            ];
        foreach (var row in rows)
        {
            CsvText.AppendRecord(text, row);
        }

        return text.ToString();
    }
}
