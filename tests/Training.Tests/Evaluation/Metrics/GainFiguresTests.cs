using AvianVox.Training.Evaluation.Metrics;

namespace AvianVox.Training.Tests.Evaluation.Metrics;

public sealed class GainFiguresTests
{
    [Fact]
    public void A_window_is_steady_when_no_gain_changes_what_it_is_taken_for()
    {
        var figures = GainFigures.Of([1, 2, 3, 4], [(-20, [1, 2, 0, 4]), (20, [1, 0, 0, 4])]);
        Assert.Equal((4, 2, 0.5), (figures.Windows, figures.Steady, figures.SteadyShare));
        Assert.Equal([(-20.0, 3), (20.0, 2)], figures.ByGain);
        Assert.Equal(0.75, figures.Share(figures.ByGain[0].Same));
    }

    [Fact]
    public void Of_nothing_nothing_has_changed() => Assert.Equal(1, GainFigures.Of([], []).SteadyShare);

    [Fact]
    public void Refuses_another_number_of_windows() => Assert.Throws<ArgumentException>(() => GainFigures.Of([1], [(10, [1, 2])]));
}
