using AvianVox.Training.Evaluation.Metrics;
using CsCheck;

namespace AvianVox.Training.Tests.Evaluation.Metrics;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Counts_precision_recall_and_F1_as_by_hand()
    {
        // Of 0: three, of which two named 0 and one 1. Of 1: two, one named 1, one 2. Nothing is of 2 or 3; nothing is named 3.
        var matrix = new ConfusionMatrix(4, [0, 0, 0, 1, 1], [0, 0, 1, 1, 2]);
        Assert.Equal((2, 1, 1, 0), (matrix[0, 0], matrix[0, 1], matrix[1, 2], matrix[2, 1]));
        var figures = matrix.PerClass();
        Assert.Equal([new ClassFigures(0, 3, 2, 2), new ClassFigures(1, 2, 2, 1), new ClassFigures(2, 0, 1, 0)], figures);
        Assert.Equal((1.0, 2.0 / 3), (figures[0].Precision, figures[0].Recall));
        Assert.Equal(0.8, figures[0].F1, 12);
        Assert.Equal((0.5, 0.5, 0.5), (figures[1].Precision, figures[1].Recall, figures[1].F1));
        Assert.Equal((0.0, 0.0, 0.0), (figures[2].Precision, figures[2].Recall, figures[2].F1));

        // Class 2 was named, so it counts in the F1; class 3 nowhere.
        Assert.Equal((0.8 + 0.5 + 0) / 3, matrix.MacroF1(), 12);
        Assert.Equal(((2.0 / 3) + 0.5) / 2, matrix.MacroRecall(), 12);
    }

    [Fact]
    public void Nothing_gives_nothing()
    {
        var matrix = new ConfusionMatrix(3, [], []);
        Assert.Empty(matrix.PerClass());
        Assert.Equal((0.0, 0.0), (matrix.MacroF1(), matrix.MacroRecall()));
    }

    [Fact]
    public void Refuses_a_class_that_does_not_exist() => Assert.Throws<ArgumentException>(() => new ConfusionMatrix(2, [0], [2]));

    [Fact]
    public void Every_thing_is_counted_once_and_figures_are_shares() => TableGen.Any.Sample(table =>
    {
        var matrix = ConfusionMatrix.Of(table);
        var figures = matrix.PerClass();
        Assert.Equal(table.Count, figures.Sum(f => f.Support));
        Assert.Equal(table.Count, figures.Sum(f => f.Named));
        Assert.All(figures, f =>
        {
            Assert.InRange(f.Precision, 0, 1);
            Assert.InRange(f.Recall, 0, 1);

            // F1 lies between the two, as every mean does.
            Assert.InRange(f.F1, Math.Min(f.Precision, f.Recall) - 1e-12, Math.Max(f.Precision, f.Recall) + 1e-12);
        });

        // Ties count against the accuracy and may fall either way in the matrix.
        Assert.True(figures.Sum(f => f.Right) >= table.Accuracy().First);
    });
}
