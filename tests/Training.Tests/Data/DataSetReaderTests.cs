using AvianVox.Classification.Packages;
using AvianVox.TestSupport;
using AvianVox.Training.Data;

namespace AvianVox.Training.Tests.Data;

public sealed class DataSetReaderTests
{
    [Fact]
    public void Reads_a_list_and_leaves_out_what_is_not_there()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("XC1.ogg"), "");
        File.WriteAllText(folder.File(DataSetReader.ListName),
            "file,species,scientific,recordist,type,licence\nXC1.ogg,Great Tit,Parus major,\"Miller, A.\",\"call, song\",by-nc\nXC2.ogg,Great Tit,Parus major,B,song,by-nc\n");
        var warnings = new List<string>();
        var recording = Assert.Single(DataSetReader.Read(folder.Path, warnings.Add));
        Assert.Equal(("XC1", "XC1", "Miller, A.", "by-nc"), (recording.Id, recording.Group, recording.Recordist, recording.Licence));
        Assert.Equal(new SoundClass("Parus major", "Great Tit", LabelKind.Bird), recording.Class);
        Assert.Contains("XC2.ogg", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file,species\nXC1.ogg,Great Tit\n", "scientific")]
    [InlineData("file,species,scientific,recordist,licence\nXC1.ogg,Great Tit\n", "line 2")]
    public void Names_the_fault_of_a_list(string list, string named)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File(DataSetReader.ListName), list);
        var fault = Assert.Throws<WorkshopException>(() => DataSetReader.Read(folder.Path, _ => { }));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
        Assert.Contains(DataSetReader.ListName, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_negatives_by_the_words_in_their_names()
    {
        using var folder = new TempFolder();
        foreach (var name in new[] { "speech/5_theo_7.wav", "weather/Rain_210.wav", "weather/Rainncrickets_000.wav", "001 - Dog bark/1-100032-A.ogg", "what/else.wav", "weather/notes.txt" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
            File.WriteAllText(folder.File(name), "");
        }

        var warnings = new List<string>();
        var kinds = DataSetReader.Read(folder.Path, warnings.Add).ToDictionary(r => r.Id, r => r.Class.Kind);
        Assert.Equal(
            new Dictionary<string, LabelKind> { ["5_theo_7"] = LabelKind.Human, ["Rain_210"] = LabelKind.Noise, ["Rainncrickets_000"] = LabelKind.Insect, ["1-100032-A"] = LabelKind.Dog },
            kinds);
        Assert.Contains("what", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_one_clear_fault() =>
        Assert.Contains("no such folder", Assert.Throws<WorkshopException>(() => DataSetReader.Read("/nowhere/at/all", _ => { })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("5_theo_7", "9_theo_21", true)]
    [InlineData("5_theo_7", "5_lucas_7", false)]
    [InlineData("1-100032-A", "1-100032-B", true)]
    [InlineData("1-100032-A", "1-100210-A", false)]
    [InlineData("Noise_Rain_1800", "Noise_Rain_18050", true)]
    [InlineData("Rain_210", "Rain_2110", true)]
    [InlineData("Rain_210", "Rain_220", false)]
    [InlineData("Rain_000", "Rain_kk0010", true)]
    public void Clips_of_one_recording_are_one_group(string one, string other, bool together) =>
        Assert.Equal(together, ClipGroups.Of(one) == ClipGroups.Of(other));

    [Fact]
    public void The_real_negatives_are_all_labelled()
    {
        var warnings = new List<string>();
        var recordings = DataSetReader.Read(SharedData.Require("negatives"), warnings.Add);
        Assert.Empty(warnings);
        Assert.Equal(216, recordings.Count);
        Assert.Equal(180, recordings.Count(r => r.Class.Kind == LabelKind.Human));
        Assert.Equal(6, recordings.Where(r => r.Class.Kind == LabelKind.Human).DistinctBy(r => r.Group).Count());
    }
}
