using AvianVox.TestSupport;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Tests.Splits;

public class StudySplitTests
{
    [Fact]
    public void Cross_validation_splits_begin_as_the_studys()
    {
        var partitions = Study(out var index);
        Assert.Equal(["", "cv0", "cv1", "cv2"], partitions.Select(p => p.Name));
        Assert.Equal(["103087", "58545", "233987", "408309", "332508"], First(1));
        Assert.Equal(["282380", "435718", "178366", "313916", "311050"], First(2));
        Assert.Equal(["125579", "149459", "360939", "418588", "129649"], First(3));
        Assert.All(partitions.Skip(1), p => Assert.Equal((1365, 455), (p.Training.Length, p.Test.Length)));
        Assert.All(partitions.Skip(1), p => Assert.Equal(partitions[0].Training.Order(), p.Training.Concat(p.Test).Order()));

        IEnumerable<string> First(int partition) => partitions[partition].Test.Take(5).Select(i => index.Recordings[i].Id);
    }

    [Fact]
    public void The_studys_test_shares_species_and_recordist_with_training_as_was_found()
    {
        var partition = Study(out var index)[0];
        Assert.Equal(new Leakage(910, 650, 342, 255, 0), Leakage.Of(index, partition));
        Assert.Equal(0.242, DeafLookup.Of(index, partition).Majority / 910.0, 3);
    }

    [Fact]
    public void A_rare_species_and_too_small_a_side_are_told()
    {
        var rare = Assert.Throws<WorkshopException>(() => StudySplit.Create(TestIndex.Of("Wren,,,,", "Wren,,,,", "Crow,,,,"), 0.5, 0, 37));
        Assert.Contains("Crow has one recording", rare.Message, StringComparison.Ordinal);
        var small = Assert.Throws<WorkshopException>(
            () => StudySplit.Create(TestIndex.Of("Wren,,,,", "Wren,,,,", "Crow,,,,", "Crow,,,,"), 0.2, 0, 37));
        Assert.Contains("4 recordings of 2 species would be divided into 3 and 1", small.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Partition> Study(out RecordingIndex index)
    {
        index = RecordingIndex.Read(SharedData.Require(TestIndex.Study), IndexColumns.Default);
        return StudySplit.Create(index, 1.0 / 3, 3, 37);
    }
}
