using AvianVox.TestSupport;
using AvianVox.Training.Fetching;

namespace AvianVox.Training.Tests.Fetching;

/// <summary>The study's own index.</summary>
public sealed class StudyIndexTests
{
    [Fact]
    public void The_studys_index_is_read_to_its_last_row()
    {
        var warnings = new List<string>();
        var all = StudyIndex.Read(SharedData.Require("seed/xeno-canto_ca-nv_index.csv"), warnings.Add);
        Assert.Empty(warnings);
        Assert.Equal(2_730, all.Count);
        Assert.Equal(2_730, all.Select(r => r.Id).Distinct().Count());
        Assert.Equal(91, all.Select(r => r.Name.Scientific).Distinct().Count());
        Assert.Equal(3, all.Count(r => r.Seconds is 0));
        Assert.All(all, r => Assert.True(r.Seconds >= 0 && r.Licence.Length > 0 && r.Recordist.Length > 0, r.Id));
        Assert.Equal(
            ("XC17804", "Abert's Towhee", "Melozone aberti", 3.0, "2008-01-09", "11:00"),
            (all[0].Id, all[0].Name.Common, all[0].Name.Scientific, all[0].Seconds, all[0].Date, all[0].Time));
        Assert.True(all.Count(r => r.Date.Length == 10) > 2_700, $"{all.Count(r => r.Date.Length == 10)} dates were found");
    }

    [Fact]
    public void A_list_of_another_kind_is_told_by_the_column_it_lacks()
    {
        using var temp = new TempFolder();
        File.WriteAllText(temp.File("other.csv"), "a,b\n1,2\n");
        Assert.Contains(
            "no column 'file_id'",
            Assert.Throws<WorkshopException>(() => StudyIndex.Read(temp.File("other.csv"), _ => { })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "no such file",
            Assert.Throws<WorkshopException>(() => StudyIndex.Read(temp.File("none.csv"), _ => { })).Message,
            StringComparison.Ordinal);
    }
}
