using System.Globalization;
using AvianVox.TestSupport;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Tests.Splits;

/// <summary>Indexes of recordings that a test writes out in full.</summary>
internal static class TestIndex
{
    public const string Study = "seed/xeno-canto_ca-nv_index.csv";

    /// <summary>Reads an index from lines "species, recordist, place, date, seconds"; ids are r0, r1, ...</summary>
    public static RecordingIndex Of(params IEnumerable<string> lines)
    {
        using var folder = new TempFolder();
        var file = folder.File("index.csv");
        File.WriteAllLines(
            file,
            ["id,species,recordist,place,date,duration", .. lines.Select((l, i) => string.Create(CultureInfo.InvariantCulture, $"r{i},{l}"))]);
        return RecordingIndex.Read(file, IndexColumns.Default);
    }
}
