using AvianVox.Training.Splits;

namespace AvianVox.Training.Tests.Splits;

public class LeakageTests
{
    /// <summary>
    /// Training: r0 to r4. Ann's Wren here on the first is all shared by r5; r6 differs by the day, r7 by the place, r8 is
    /// another's, r9 another species.
    /// </summary>
    private static readonly string[] Lines =
    [
        "Wren,Ann,here,2020-01-01,10", "Wren,Ann,here,2020-01-01,2", "Crow,Ann,here,2020-01-01,30", "Crow,Bob,there,2020-02-02,4", "Gull,Bob,there,2020-03-03,50",
        "Wren,Ann,here,2020-01-01,25", "Wren,Ann,here,2020-01-09,3", "Wren,Ann,far,2020-01-01,2", "Wren,Cy,here,2020-01-01,1", "Rook,Bob,there,2020-02-02,5",
    ];

    private static readonly Partition Halves = new("", [0, 1, 2, 3, 4], [5, 6, 7, 8, 9]);

    [Fact]
    public void Siblings_in_training_are_counted_step_by_step() =>
        Assert.Equal(new Leakage(5, 3, 2, 1, 1), Leakage.Of(TestIndex.Of(Lines), Halves));

    /// <summary>
    /// By majority: r5, r6 and r7 are Wrens by Ann's two Wrens against one Crow; for r8, of Cy whom nobody knows, Wren
    /// and Crow tie in all of training and Wren comes first; r9 is none of Bob's. By duration: r5 (25 s) is nearest to
    /// the Crow of 30 s; r6 (3 s) and r7 (2 s) to the Wren of 2 s; r8 (1 s) to it too.
    /// </summary>
    [Fact]
    public void The_lookup_answers_from_the_narrowest_level_that_knows() =>
        Assert.Equal(new DeafLookup(4, 3), DeafLookup.Of(TestIndex.Of(Lines), Halves));

    /// <summary>
    /// Session, then place, then person: Ann's Crow of the day wins over her Wrens of other days, her Wrens here over her Crows
    /// elsewhere.
    /// </summary>
    [Theory]
    [InlineData("Crow,Ann,here,2020-01-02,", 1)]
    [InlineData("Wren,Ann,here,2020-01-05,", 1)]
    [InlineData("Crow,Ann,hill,2020-01-05,", 1)]
    [InlineData("Wren,Ann,hill,2020-01-05,", 0)]
    public void Narrow_levels_come_before_wide_ones(string line, int right)
    {
        var index = TestIndex.Of(
            "Wren,Ann,here,2020-01-01,",
            "Wren,Ann,here,2020-01-03,",
            "Crow,Ann,here,2020-01-02,",
            "Crow,Ann,far,2020-01-04,",
            "Crow,Ann,far,2020-01-04,",
            line);
        Assert.Equal(new DeafLookup(right, null), DeafLookup.Of(index, new Partition("", [0, 1, 2, 3, 4], [5])));
    }

    [Fact]
    public void What_is_not_told_is_not_shared()
    {
        var index = TestIndex.Of("Wren,Ann,,2020-01-01,", "Wren,,here,,", "Wren,Ann,,2020-01-01,", "Wren,,here,,");
        Assert.Equal(new Leakage(2, 1, 0, 0, 0), Leakage.Of(index, new Partition("", [0, 1], [2, 3])));
        Assert.Equal(new Leakage(1, null, null, null, 0), Leakage.Of(TestIndex.Of("Wren,,,,", "Wren,,,,"), new Partition("", [0], [1])));
    }
}
