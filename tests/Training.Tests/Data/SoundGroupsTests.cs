using AvianVox.TestSupport;
using AvianVox.Training.Data;
using AvianVox.Training.Manifests;
using AvianVox.Training.Naming;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Tests.Data;

/// <summary>What belongs together stays on one side.</summary>
public sealed class SoundGroupsTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void The_same_sound_under_other_names_is_one_group_and_two_names_for_it_are_told()
    {
        Tones.Write(_temp.File("one/rain.wav"), frequency: 500);
        Tones.Write(_temp.File("two/dog.wav"), frequency: 500, isFloat: true);
        Tones.Write(_temp.File("two/rain.wav"), frequency: 600);
        var options = new DataSetOptions { Scheme = ClassScheme.Fine };
        var recordings = DataSetReader.ReadAll([_temp.File("one"), _temp.File("two")], Assert.Fail, options);
        var warnings = new List<string>();
        var clips = ClipLoader.LoadGrouped(recordings, new(), warnings.Add, TestContext.Current.CancellationToken);
        Assert.Equal(["one/rain", "one/rain", "two/rain"], clips.Select(c => c.Recording.Group));
        Assert.Contains(warnings, w => w.Contains("1 sounds are there more than once", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.Contains("said to be Rain, the other Dog", StringComparison.Ordinal));
    }

    [Fact]
    public void Clips_that_are_only_counted_are_recordings_of_their_own()
    {
        string[] counted = [.. Enumerable.Range(1, 40).Select(i => $"rain_{i:0000}")];
        Assert.Equal(40, ClipGroups.Of(counted).Distinct().Count());
        Assert.Equal(["Rain_21", "Rain_21", "Rain_22"], ClipGroups.Of(["Rain_210", "Rain_2110", "Rain_220"]));
        Assert.Equal(["dawn", "dawn", "dawn", "XC12345", "XC12345", "mic_20240512_083000"], ClipGroups.Of(
            ["dawn_part1", "dawn (2)", "dawn_3.0-6.0", "XC12345_0-3", "xc12345-loud".ToUpperInvariant(), "mic_20240512_083000"]));
    }

    [Fact]
    public void Recordists_spelt_in_two_ways_and_sounds_listed_twice_are_on_one_side_of_a_split()
    {
        var list = "id,species,recordist,audio_sha256\n";
        for (var i = 0; i < 40; i++)
        {
            list += $"r{i},{(i % 2 == 0 ? "Wren" : "Crow")},\"{(i % 4 < 2 ? $"Example{i / 4}, Ann" : $"ann  EXAMPLE{i / 4}")}\",{(i < 8 ? "same" : $"other{i}")}\n";
        }

        File.WriteAllText(_temp.File("i.csv"), list);
        var index = RecordingIndex.Read(_temp.File("i.csv"), IndexColumns.Default);
        foreach (var rule in new[] { SplitRule.Recording, SplitRule.Recordist })
        {
            foreach (var fold in GroupSplit.Folds(index, rule, 4, 37))
            {
                var test = fold.Test.ToHashSet();
                Assert.True(Enumerable.Range(0, 8).All(test.Contains) || !Enumerable.Range(0, 8).Any(test.Contains));
                Assert.True(
                    rule == SplitRule.Recording || Enumerable.Range(0, 10).All(p => Enumerable.Range(4 * p, 4).DistinctBy(test.Contains).Count() == 1));
            }
        }
    }

    [Fact]
    public void A_list_of_stretches_gives_the_stretches_and_the_rest_as_no_bird()
    {
        Tones.Write(_temp.File("set/dawn.wav"), seconds: 12);
        File.WriteAllText(
            _temp.File($"set/{Manifest.FileName}"),
            "file,species,scientific,recordist,licence,from_seconds,to_seconds,duration_seconds\n" +
            "dawn.wav,House Sparrow,Passer domesticus,,,2,3.5,12\ndawn.wav,Wren,Troglodytes troglodytes,,,3,6,12\n");
        var recordings = DataSetReader.Read(_temp.File("set"), Assert.Fail);
        Assert.Equal(
            [
                ("House Sparrow", new Stretch(2, 3.5)),
                ("Wren", new Stretch(3, 6)),
                ("Noise", new Stretch(0, 2)),
                ("Noise", new Stretch(6, 12)),
            ],
            recordings.Select(r => (r.Class.CommonName, r.Stretch!.Value)));
        Assert.Single(recordings.DistinctBy(r => r.Group));
        Assert.Equal(4, recordings.DistinctBy(r => r.Id).Count());
        var spec = new AvianVox.Dsp.Features.FeatureSpec();
        var clips = ClipLoader.Load(recordings, spec, Assert.Fail, TestContext.Current.CancellationToken);
        Assert.All(clips, c => Assert.True(c.Samples.Length >= spec.WindowSamples));
        Assert.Equal(1.5, (double)clips[0].OwnSamples / spec.SampleRate, 2);
    }

    [Fact]
    public void Folders_of_birds_without_a_list_are_told_how_to_get_one()
    {
        Tones.Write(_temp.File("s/Black Phoebe/a.wav"));
        Tones.Write(_temp.File("s/rain/b.wav"));
        var fault = Assert.Throws<WorkshopException>(() => DataSetReader.Read(_temp.File("s"), _ => { }));
        Assert.Contains("import folders", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Black Phoebe", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_does_not_tell_what_something_is_of_is_asked_about()
    {
        Tones.Write(_temp.File("set/a.wav"));
        File.WriteAllText(_temp.File($"set/{Manifest.FileName}"), "file,species,scientific,recordist,licence\na.wav,zipper,,,\n");
        var fault = Assert.Throws<WorkshopException>(() => DataSetReader.Read(_temp.File("set"), _ => { }));
        Assert.Contains("'zipper' (line 2)", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--kind", fault.Message, StringComparison.Ordinal);
        var options = new DataSetOptions { Kinds = KindChoices.Read(["zipper=noise"]) };
        Assert.Equal("noise", KindText.Of(Assert.Single(DataSetReader.Read(_temp.File("set"), Assert.Fail, options)).Class.Kind));
    }
}
