using AvianVox.Classification.Packages;
using AvianVox.Training.Data;
using AvianVox.Training.Naming;
using CsCheck;

namespace AvianVox.Training.Tests.Data;

public sealed class RecordingSplitTests
{
    [Fact]
    public void No_group_is_on_two_sides_and_nothing_is_lost() =>
        Gen.Select(Gen.Int[1, 12].Array[1, 8], Gen.Int[1, 3], Gen.Int[0, 1000]).Sample((groupsPerClass, clipsPerGroup, seed) =>
        {
            var recordings = Recordings(groupsPerClass, clipsPerGroup);
            var split = RecordingSplit.Create(recordings, seed);
            var sides = Enum.GetValues<SplitSide>();
            var groups = sides.SelectMany(s => split[s].Select(r => (r.Group, Side: s))).Distinct().ToList();
            Assert.Equal(groups.Count, groups.Select(g => g.Group).Distinct().Count());
            var left = recordings.Count(r => split.Untestable.Contains(r.Class));
            Assert.Equal(recordings.Count, left + sides.Sum(s => split[s].Count));
            foreach (var (count, index) in groupsPerClass.Select((c, i) => (c, i)))
            {
                // Every class that is kept is trained and tested.
                Assert.Equal(count >= 2, split[SplitSide.Training].Any(r => r.Class.ScientificName == $"Species {index}"));
                Assert.Equal(count >= 2, split[SplitSide.Test].Any(r => r.Class.ScientificName == $"Species {index}"));
            }
        });

    [Fact]
    public void Three_recordings_give_one_to_the_test_and_ten_give_three_and_one_to_validation()
    {
        var split = RecordingSplit.Create(Recordings([3, 10], 1), 37);
        int Count(SplitSide side, int species) => split[side].Count(r => r.Class.ScientificName == $"Species {species}");
        Assert.Equal((2, 0, 1), (Count(SplitSide.Training, 0), Count(SplitSide.Validation, 0), Count(SplitSide.Test, 0)));
        Assert.Equal((6, 1, 3), (Count(SplitSide.Training, 1), Count(SplitSide.Validation, 1), Count(SplitSide.Test, 1)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_split_and_a_further_species_moves_nothing()
    {
        var before = RecordingSplit.Create(Recordings([3, 10, 5], 1), 37);
        var after = RecordingSplit.Create(Recordings([3, 10, 5, 4], 1), 37);
        Assert.Equal(before[SplitSide.Test], after[SplitSide.Test].Where(r => r.Class.ScientificName != "Species 3"));
        Assert.NotEqual(before[SplitSide.Test], RecordingSplit.Create(Recordings([3, 10, 5], 1), 38)[SplitSide.Test]);
    }

    [Fact]
    public void A_bird_with_one_recording_is_left_out_and_named()
    {
        var split = RecordingSplit.Create(Recordings([1, 3], 1), 37);
        Assert.Equal("Species 0", Assert.Single(split.Untestable).ScientificName);
        Assert.DoesNotContain(Enum.GetValues<SplitSide>(), s => split[s].Any(r => r.Class.ScientificName == "Species 0"));
    }

    private static List<Recording> Recordings(int[] groupsPerClass, int clipsPerGroup) =>
    [
        .. from species in Enumerable.Range(0, groupsPerClass.Length)
           let sound = new SoundClass($"Species {species}", $"Bird {species}", LabelKind.Bird)
           from g in Enumerable.Range(0, groupsPerClass[species])
           from clip in Enumerable.Range(0, clipsPerGroup)
           select new Recording($"/data/{species}-{g}-{clip}.wav", "set", $"{species}-{g}", sound, "", ""),
    ];
}
