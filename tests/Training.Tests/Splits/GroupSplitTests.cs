using AvianVox.TestSupport;
using AvianVox.Training.Splits;
using CsCheck;

namespace AvianVox.Training.Tests.Splits;

public class GroupSplitTests
{
    private static readonly SplitRule[] Rules = [SplitRule.Recording, SplitRule.Recordist, SplitRule.Session];

    /// <summary>
    /// Up to 60 recordings of 5 species by 8 people in 3 places on 3 days: groups of all sizes, some species in one hand.
    /// </summary>
    private static readonly Gen<RecordingIndex> Indexes = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 7], Gen.Int[0, 2], Gen.Int[1, 3])
        .Select((species, who, where, day) => FormattableString.Invariant($"s{species},p{who},w{where},2020-01-0{day},5"))
        .Array[12, 60].Select(lines => TestIndex.Of(lines));

    [Fact]
    public void No_group_is_ever_on_both_sides_and_every_recording_is_tested_once() =>
        Gen.Select(Indexes, Gen.Int[0, 2].Select(r => Rules[r]), Gen.Int[2, 4], Gen.UInt)
            .Where((index, rule, folds, _) => Groups(index, rule) >= 2 * folds)
            .Sample(
            (index, rule, folds, seed) =>
            {
                var partitions = Folds(index, rule, folds, seed);
                Assert.All(partitions, p => Assert.Empty(GroupsOf(index, rule, p.Training).Intersect(GroupsOf(index, rule, p.Test))));
                Assert.All(partitions, p => Assert.Equal(Enumerable.Range(0, index.Recordings.Count), p.Training.Concat(p.Test).Order()));
                if (partitions.Count > 0)
                {
                    Assert.Equal(Enumerable.Range(0, index.Recordings.Count), partitions.SelectMany(p => p.Test).Order());
                }
            },
            iter: 200);

    [Fact]
    public void A_hold_out_shares_no_group_and_the_same_seed_holds_the_same_out() =>
        Gen.Select(
            Indexes,
            Gen.Int[0, 2].Select(r => Rules[r]),
            Gen.Double[0.3, 0.7],
            Gen.UInt).Where((index, rule, _, _) => Groups(index, rule) >= 6).Sample(
            (index, rule, share, seed) =>
            {
                var partition = GroupSplit.HoldOut(index, rule, share, seed);
                Assert.Empty(GroupsOf(index, rule, partition.Training).Intersect(GroupsOf(index, rule, partition.Test)));
                Assert.Equal(Enumerable.Range(0, index.Recordings.Count), partition.Training.Concat(partition.Test).Order());
                Assert.Equal(partition.Test, GroupSplit.HoldOut(index, rule, share, seed).Test);
            },
            iter: 200);

    [Fact]
    public void Where_groups_are_single_recordings_every_species_is_in_equal_numbers_in_every_fold() =>
        Gen.Select(Indexes, Gen.Int[2, 5], Gen.UInt).Sample(
            (index, folds, seed) =>
            {
                var partitions = GroupSplit.Folds(index, SplitRule.Recording, folds, seed);
                for (var label = 0; label < index.Species.Count; label++)
                {
                    int[] counts = [.. partitions.Select(p => p.Test.Count(i => index.Recordings[i].Label == label))];
                    Assert.InRange(counts.Max() - counts.Min(), 0, 1);
                }
            },
            iter: 200);

    [Fact]
    public void The_order_of_the_index_plays_no_part()
    {
        string[] lines = [.. Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"s{i % 3},p{i % 11},w,2020-01-01,5"))];
        var (forward, backward) = (TestIndex.Of(lines), TestIndex.Of(lines.Reverse()));
        var expected = GroupsOf(forward, SplitRule.Recordist, GroupSplit.HoldOut(forward, SplitRule.Recordist, 0.3, 5).Test);
        Assert.Equal(
            expected.Order(),
            GroupsOf(backward, SplitRule.Recordist, GroupSplit.HoldOut(backward, SplitRule.Recordist, 0.3, 5).Test).Order());
    }

    /// <summary>
    /// Ann has 4 of 6 Wrens: she must be on the larger side, and Bob with 2 on the smaller, whatever the seed. So it is with the
    /// Crows of Cy and Di.
    /// </summary>
    [Fact]
    public void Uneven_groups_go_where_they_fit()
    {
        var index = TestIndex.Of(
            [.. Enumerable.Repeat("Wren,Ann,w,2020-01-01,5", 4), .. Enumerable.Repeat("Wren,Bob,w,2020-01-01,5", 2), .. Enumerable.Repeat("Crow,Cy,w,2020-01-01,5", 2), "Crow,Di,w,2020-01-01,5"]);
        for (uint seed = 0; seed < 20; seed++)
        {
            Assert.Equal([4, 5, 8], GroupSplit.HoldOut(index, SplitRule.Recordist, 1.0 / 3, seed).Test);
        }
    }

    [Fact]
    public void Seeds_differ()
    {
        var index = TestIndex.Of(Enumerable.Range(0, 30).Select(i => FormattableString.Invariant($"s{i % 3},p{i},w,2020-01-01,5")));
        Assert.True(
            Enumerable.Range(0, 10).Select(s => string.Join(' ', GroupSplit.HoldOut(index, SplitRule.Recording, 0.3, (uint)s).Test)).Distinct(StringComparer.Ordinal).Count() > 5);
    }

    [Fact]
    public void A_session_is_who_where_and_when_and_an_unknown_one_is_refused()
    {
        var index = TestIndex.Of(
            "Wren,Ann,here,2020-01-01,5",
            "Wren,Ann,here,2020-01-02,5",
            "Wren,Ann,there,2020-01-01,5",
            "Crow,Ann,here,2020-01-01,5",
            "Crow,Ann,here,,5");
        string[] groups = [.. index.Recordings.Take(4).Select(r => GroupSplit.GroupOf(index, r, SplitRule.Session))];
        Assert.Equal(groups[0], groups[3]);
        Assert.Equal(3, groups.Distinct(StringComparer.Ordinal).Count());
        var fault = Assert.Throws<WorkshopException>(() => GroupSplit.HoldOut(index, SplitRule.Session, 0.5, 1));
        Assert.Contains("line 6: date is not told for r4", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_groups_are_told()
    {
        var index = TestIndex.Of("Wren,Ann,here,2020-01-01,5", "Wren,Bob,here,2020-01-02,5");
        Assert.Contains(
            "3 folds",
            Assert.Throws<WorkshopException>(() => GroupSplit.Folds(index, SplitRule.Recordist, 3, 1)).Message,
            StringComparison.Ordinal);
        var one = TestIndex.Of("Wren,Ann,here,2020-01-01,5", "Wren,Ann,here,2020-01-02,5");
        Assert.Contains(
            "no group by recordist can be held out",
            Assert.Throws<WorkshopException>(() => GroupSplit.HoldOut(one, SplitRule.Recordist, 0.5, 1)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Sessions_of_the_studys_index_leave_no_day_shared()
    {
        var index = RecordingIndex.Read(SharedData.Require(TestIndex.Study), IndexColumns.Default);
        var partition = GroupSplit.HoldOut(index, SplitRule.Session, 1.0 / 3, 37);
        Assert.Equal(0, Leakage.Of(index, partition).Date);
        Assert.All(Enumerable.Range(0, 91), label => Assert.InRange(partition.Test.Count(i => index.Recordings[i].Label == label), 5, 15));
    }

    /// <summary>A group that is too large may leave a fold empty, which is refused: no property of the splits.</summary>
    private static IReadOnlyList<Partition> Folds(RecordingIndex index, SplitRule rule, int folds, uint seed)
    {
        try
        {
            return GroupSplit.Folds(index, rule, folds, seed);
        }
        catch (WorkshopException)
        {
            return [];
        }
    }

    private static int Groups(RecordingIndex index, SplitRule rule) =>
        GroupsOf(index, rule, Enumerable.Range(0, index.Recordings.Count)).Count();

    private static IEnumerable<string> GroupsOf(RecordingIndex index, SplitRule rule, IEnumerable<int> members) =>
        members.Select(i => GroupSplit.GroupOf(index, index.Recordings[i], rule)).Distinct(StringComparer.Ordinal);
}
