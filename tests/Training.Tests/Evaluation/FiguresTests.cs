using AvianVox.Classification.Packages;
using AvianVox.Training.Data;
using AvianVox.Training.Evaluation;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Tests.Evaluation;

public sealed class FiguresTests
{
    private static readonly Label[] Labels =
    [
        new(0, "A a", "Bird A", "a", LabelKind.Bird),
        new(1, "B b", "Bird B", "b", LabelKind.Bird),
        new(2, "Noise", "Noise", "noise", LabelKind.Noise),
    ];

    [Fact]
    public void Counts_windows_recordings_and_what_fires()
    {
        // Recording 1 is of A. Window 1: right, fires. Window 2: noise is first, B is the highest bird and fires.
        // Window 3: noise, nothing fires. Mean of A and B: 0.4 and 0.2667, so the recording is right among birds.
        var first = Scores(0, 1000, [0.8f, 0.1f, 0.1f], [0.1f, 0.45f, 0.45f], [0.3f, 0.25f, 0.45f]);

        // Recording 2 is of B and never recognised.
        var second = Scores(1, 1000, [0.5f, 0.3f, 0.2f]);
        var figures = BirdFigures.Of([first, second], Labels, Thresholds.Same(Labels, 0.4));
        Assert.Equal(new Accuracy(4, 1, 4), figures.Windows);
        Assert.Equal(new Accuracy(2, 1, 2), figures.Recordings);
        Assert.Equal((3, 1, 1), (figures.Fired, figures.FiredRight, figures.RecordingsFoundRight));
        Assert.Equal(1.0 / 3, figures.Precision!.Value, 12);
    }

    [Fact]
    public void A_label_is_among_the_first_five_when_fewer_than_five_are_ahead_and_a_tie_counts_against()
    {
        float[] scores = [0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f];
        Assert.Equal(new Accuracy(1, 0, 0), default(Accuracy).With(scores, 0));
        Assert.Equal(new Accuracy(1, 0, 1), default(Accuracy).With(scores, 1));
        Assert.Equal(new Accuracy(1, 1, 1), default(Accuracy).With(scores, 5));
        Assert.Equal(new Accuracy(1, 0, 1), default(Accuracy).With([0.5f, 0.5f], 0));
        Assert.Equal(new Accuracy(1, 1, 1), default(Accuracy).With(scores, 0, [true, false, false, false, false, false]));
    }

    [Fact]
    public void False_alarms_are_runs_of_one_bird_and_are_counted_per_hour_of_sound_before_looping()
    {
        float[] a = [0.9f, 0, 0.1f];
        float[] b = [0, 0.9f, 0.1f];
        float[] quiet = [0.1f, 0, 0.9f];
        var figures = NegativeFigures.Of(
            [Scores(2, 36_000, a, a, b, quiet, b), Scores(2, 36_000, quiet, quiet)], Labels, Thresholds.Same(Labels, 0.5), 100);

        // A A, B, B again: three runs in 2 * 360 s.
        Assert.Equal((2, 3, 0.2), (figures.Recordings, figures.FalseRuns, figures.Hours));
        Assert.Equal(15, figures.FalsePerHour, 9);
        Assert.Equal(new Accuracy(7, 3, 7), figures.Windows);
    }

    [Fact]
    public void The_threshold_of_all_is_the_lowest_that_is_precise_enough_and_a_bird_that_was_heard_right_has_its_own()
    {
        // Below 0.75 four wrong windows fire beside twelve right ones; from 0.75 on one of thirteen is wrong, which will do.
        float[] right = [0.97f, 0, 0.03f];
        ClipScores[] birds =
        [
            Scores(0, 1000, [.. Enumerable.Repeat(right, 12), [0, 0.72f, 0.28f], [0, 0.72f, 0.28f], [0, 0.72f, 0.28f], [0, 0.78f, 0.22f]]),
        ];
        ClipScores[] negatives = [Scores(2, 1000, [0.47f, 0, 0.53f])];
        var chosen = ThresholdChoice.Choose(birds, negatives, Labels);
        Assert.Equal(0.75, chosen.Standard, 9);

        // A was never named in error, but a negative came to 0.47. B was never right, and is not named wrongly from 0.8 on.
        Assert.Equal(0.7, chosen.Own["a"], 9);
        Assert.Equal(0.8, chosen.Own["b"], 9);
        Assert.Equal(2, chosen.Own.Count);
    }

    [Fact]
    public void Where_nothing_was_heard_the_threshold_is_high() => Assert.Equal(0.95, ThresholdChoice.Choose([], [], Labels).Standard, 9);

    [Fact]
    public void The_bird_that_fires_is_the_surest_of_those_that_reach_their_own_thresholds()
    {
        var thresholds = new Thresholds(Labels, 0.3, new Dictionary<string, double> { ["a"] = 0.8 });
        Assert.Equal(1, thresholds.Fired([0.6f, 0.35f, 0.05f]));
        Assert.Equal(0, thresholds.Fired([0.8f, 0.1f, 0.1f]));
        Assert.Equal(-1, thresholds.Fired([0.5f, 0.2f, 0.9f]));
    }

    private static ClipScores Scores(int label, int ownSamples, params float[][] windows)
    {
        var sound = new SoundClass(Labels[label].ScientificName, Labels[label].CommonName, Labels[label].Kind);
        return new ClipScores(new Clip(new Recording("/x.wav", "set", "x", sound, "", ""), [], ownSamples), windows);
    }
}
