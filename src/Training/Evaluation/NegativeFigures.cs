using AvianVox.Classification.Packages;
using AvianVox.Training.Data;

namespace AvianVox.Training.Evaluation;

/// <summary>Figures over recordings without birds.</summary>
/// <param name="Recordings">Number of recordings.</param>
/// <param name="Hours">Their length before looping, in hours.</param>
/// <param name="FalseRuns">Runs of consecutive windows on which one bird label reached its threshold.</param>
/// <param name="Windows">Single windows against all labels.</param>
internal sealed record NegativeFigures(int Recordings, double Hours, int FalseRuns, Accuracy Windows)
{
    /// <summary>False alarms per hour of sound.</summary>
    public double FalsePerHour => Hours > 0 ? FalseRuns / Hours : 0;

    /// <summary>Whether there was anything to measure by.</summary>
    public bool IsMeasured => Hours > 0;

    /// <summary>False alarms in a sentence's end; that nothing was measured where there is no sound without birds.</summary>
    public string Sentence => IsMeasured
        ? FormattableString.Invariant(
            $"{FalseRuns} false {(FalseRuns == 1 ? "alarm" : "alarms")} in {Hours * 60:0.0} minutes without birds ({FalsePerHour:0.0} per hour)")
        : "false alarms were not measured: there is no recording without birds to judge by";

    /// <summary>Judges scores.</summary>
    /// <param name="scores">Scores of recordings of negatives.</param>
    /// <param name="labels">The model's labels.</param>
    /// <param name="thresholds">What a label must reach.</param>
    /// <param name="sampleRate">Rate of the clips, in Hz.</param>
    public static NegativeFigures Of(IEnumerable<ClipScores> scores, IReadOnlyList<Label> labels, Thresholds thresholds, int sampleRate)
    {
        var match = new LabelMatch(labels);
        var (recordings, seconds, runs, windows) = (0, 0.0, 0, default(Accuracy));
        foreach (var clip in scores)
        {
            recordings++;
            seconds += (double)clip.Clip.OwnSamples / sampleRate;
            var right = match.Find(clip.Clip.Recording.Class)!.Index;
            var running = -1;
            foreach (var window in clip.Windows)
            {
                windows = windows.With(window, right);
                var fires = thresholds.Fired(window);
                runs += fires >= 0 && fires != running ? 1 : 0;
                running = fires;
            }
        }

        return new NegativeFigures(recordings, seconds / 3600, runs, windows);
    }
}
