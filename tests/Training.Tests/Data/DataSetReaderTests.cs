using AvianVox.Classification.Packages;
using AvianVox.TestSupport;
using AvianVox.Training.Data;
using AvianVox.Training.Manifests;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Tests.Data;

public sealed class DataSetReaderTests
{
    [Fact]
    public void Reads_a_list_and_leaves_out_what_is_not_there()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("XC1.ogg"), "");
        File.WriteAllText(folder.File(Manifest.FileName),
            "file,species,scientific,recordist,type,licence\nXC1.ogg,Great Tit,Parus major,\"Miller, A.\",\"call, " +
            "song\",by-nc\nXC2.ogg,Great Tit,Parus major,B,song,by-nc\n");
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
        File.WriteAllText(folder.File(Manifest.FileName), list);
        var fault = Assert.Throws<WorkshopException>(() => DataSetReader.Read(folder.Path, _ => { }));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
        Assert.Contains(Manifest.FileName, fault.Message, StringComparison.Ordinal);
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
            new Dictionary<string, LabelKind>
            {
                ["5_theo_7"] = LabelKind.Human,
                ["Rain_210"] = LabelKind.Noise,
                ["Rainncrickets_000"] = LabelKind.Insect,
                ["1-100032-A"] = LabelKind.Dog,
            },
            kinds);
        Assert.Contains("what", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_one_clear_fault() =>
        Assert.Contains(
            "no such folder",
            Assert.Throws<WorkshopException>(() => DataSetReader.Read("/nowhere/at/all", _ => { })).Message,
            StringComparison.Ordinal);

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

    [Fact]
    public void Fine_classes_part_rain_and_wind_from_noise_and_coarse_ones_do_not()
    {
        using var folder = new TempFolder();
        Touch(
            folder,
            "weather/Rain_210.wav",
            "weather/Wb_800.wav",
            "weather/Wb_Thunder_200.wav",
            "weather/Rainncrickets_000.wav",
            "003 - Sea waves/1-28135-A.ogg",
            "009 - Rooster/1-26806-A.ogg");
        Dictionary<string, SoundClass> Read(DataSetOptions options) => DataSetReader.Read(
            folder.Path, _ => { }, options).ToDictionary(r => r.Id, r => r.Class);
        var fine = Read(new DataSetOptions { Scheme = ClassScheme.Fine });
        Assert.Equal(
            new Dictionary<string, SoundClass>
            {
                ["Rain_210"] = SoundClass.Rain,
                ["Wb_800"] = SoundClass.Wind,
                ["Wb_Thunder_200"] = SoundClass.Wind,
                ["Rainncrickets_000"] = SoundClass.Insects,
                ["1-28135-A"] = SoundClass.Noise,
            },
            fine);
        Assert.Equal(fine.ToDictionary(c => c.Key, c => c.Value.Widened()), Read(new DataSetOptions()));
        Assert.Equal(SoundClass.Rooster, Read(new DataSetOptions { Scheme = ClassScheme.Fine, Roosters = true })["1-26806-A"]);
    }

    [Fact]
    public void A_model_that_knows_no_rain_calls_it_noise()
    {
        static LabelMatch Model(params SoundClass[] sounds) =>
            new([.. sounds.Select((s, i) => new Label(i, s.ScientificName, s.CommonName, LabelList.CodeOf(s), s.Kind))]);
        Assert.Equal("Noise", Model(SoundClass.Noise).Find(SoundClass.Rain)?.ScientificName);
        Assert.Equal("Rain", Model(SoundClass.Noise, SoundClass.Rain).Find(SoundClass.Rain)?.ScientificName);
        Assert.Null(Model(SoundClass.Noise, SoundClass.Rain).Find(SoundClass.Dog));
    }

    [Fact]
    public void The_real_ESC_10_keeps_its_ten_classes_and_its_five_folds()
    {
        var warnings = new List<string>();
        var recordings = DataSetReader.Read(SharedData.Require("esc10"), warnings.Add, new DataSetOptions { Scheme = ClassScheme.Folders });
        Assert.Empty(warnings);
        Assert.Equal(10, recordings.CountBy(r => r.Class.ScientificName).Count(c => c.Value == 40));
        Assert.Equal(LabelKind.Bird, recordings.First(r => r.Class.CommonName == "Rooster").Class.Kind);
        var folds = RecordingLists.OwnFolds(recordings);
        Assert.Equal(["fold1", "fold2", "fold3", "fold4", "fold5"], folds.Select(f => f.Name));
        Assert.All(folds, f => Assert.Equal((320, 80), (f.Training.Length, f.Test.Length)));
        Assert.Equal(Enumerable.Range(0, 400), folds.SelectMany(f => f.Test).Order());
    }

    [Fact]
    public void The_real_negatives_and_ESC_10_give_every_class_that_a_shipped_model_has()
    {
        var options = new DataSetOptions { Scheme = ClassScheme.Fine };
        var warnings = new List<string>();
        SharedData.Require("esc10/009 - Rooster");
        var clips = new[]
        {
            SharedData.Require("negatives"),
            SharedData.Require("esc10"),
        }.SelectMany(d => DataSetReader.Read(d, warnings.Add, options)).CountBy(r => r.Class).ToDictionary();
        Assert.Equal(
            new Dictionary<SoundClass, int>
            {
                [SoundClass.Noise] = 200,
                [SoundClass.Rain] = 60,
                [SoundClass.Wind] = 4,
                [SoundClass.Insects] = 12,
                [SoundClass.HumanVoice] = 260,
                [SoundClass.Dog] = 40,
            },
            clips);
        Assert.Contains("roosters", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_gives_place_and_date_where_it_has_them()
    {
        using var folder = new TempFolder();
        Touch(folder, "XC1.ogg", "XC2.ogg", "a/1.ogg");
        File.WriteAllText(folder.File(Manifest.FileName),
            "file,species,scientific,recordist,licence,latitude,longitude,place,date\nXC1.ogg,Great Tit,Parus " +
            "major,A,by,51.5,-0.1,,2016-04-00\nXC2.ogg,Great Tit,,A,by,51.5,-0.1,Kew,\na/1.ogg,Great Tit,Parus major,,by,,,,\n");
        var recordings = DataSetReader.Read(folder.Path, Assert.Fail);
        Assert.Equal(["51.5, -0.1", "Kew", ""], recordings.Select(r => r.Place));
        Assert.Equal(["2016-04-00", "", ""], recordings.Select(r => r.Date));
        Assert.Equal("Great Tit", recordings[1].Class.ScientificName);
        Assert.Equal(["XC1", "XC2", $"{recordings[0].DataSet}/a/1"], recordings.Select(r => r.Group));
        var index = RecordingLists.Index("set", recordings, i => i);
        Assert.Equal(["51.5, -0.1", "Kew", null], index.Recordings.Select(r => r.Place));
        Assert.Equal([1.0, 1.0, 1.0], index.Recordings.Select(r => index.Species[r.Label] == "Great Tit" ? 1.0 : 0));
    }

    [Fact]
    public void A_file_listed_twice_and_a_species_without_a_file_are_told()
    {
        using var folder = new TempFolder();
        Touch(folder, "XC1.ogg");
        File.WriteAllText(folder.File(Manifest.FileName),
            "file,species,scientific,recordist,licence\nXC1.ogg,Great Tit,Parus major,A,by\nXC1.ogg,Great Tit,Parus " +
            "major,A,by\nXC3.ogg,Wren,Troglodytes troglodytes,A,by\n");
        var warnings = new List<string>();
        Assert.Single(DataSetReader.Read(folder.Path, warnings.Add));
        Assert.Contains(warnings, w => w.Contains("line 3, as in line 2", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.Contains("none of the recordings of Wren", StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_folder_among_full_ones_is_told()
    {
        using var folder = new TempFolder();
        Touch(folder, "rain/a.wav");
        Directory.CreateDirectory(folder.File("dog"));
        var warnings = new List<string>();
        Assert.Single(DataSetReader.Read(folder.Path, warnings.Add));
        Assert.Contains("dog: there is no sound", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1-100032-A.wav", "clip.wav", "tells no fold")]
    [InlineData("1-100032-A.wav", "2-100032-B.wav", "folds 1 and 2")]
    [InlineData("1-100032-A.wav", "1-100033-A.wav", "in 1 fold")]
    public void Folds_that_cannot_be_used_are_refused(string one, string other, string named)
    {
        using var folder = new TempFolder();
        Touch(folder, $"dog/{one}", $"dog/{other}");
        var recordings = DataSetReader.Read(folder.Path, Assert.Fail);
        Assert.Contains(
            named, Assert.Throws<WorkshopException>(() => RecordingLists.OwnFolds(recordings)).Message, StringComparison.Ordinal);
    }

    private static void Touch(TempFolder folder, params string[] names)
    {
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
            File.WriteAllText(folder.File(name), "");
        }
    }
}
