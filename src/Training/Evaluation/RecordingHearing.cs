using AvianVox.Training.Data;
using AvianVox.Training.Evaluation.Metrics;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Evaluation;

/// <summary>What a model says of a recording as it is, of random crops of it, and of it louder and softer.</summary>
/// <param name="Scores">Probabilities per window. The clip in it has no samples: figures need none, and hours of sound would fill
/// the memory.</param>
/// <param name="Plain">First label per window.</param>
/// <param name="Gained">First label per window, for each gain.</param>
/// <param name="Crops">First label of one random window, per seed.</param>
internal sealed record RecordingHearing(
    ClipScores Scores, IReadOnlyList<int> Plain, IReadOnlyList<IReadOnlyList<int>> Gained, IReadOnlyList<int> Crops)
{
    /// <summary>Hears.</summary>
    /// <param name="scorer">Model.</param>
    /// <param name="recording">Recording.</param>
    /// <param name="place">Its place among those that are judged; decides its crops.</param>
    /// <param name="request">Gains and seeds.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="Audio.AudioException">It cannot be decoded.</exception>
    public static RecordingHearing Of(ClipScorer scorer, Recording recording, int place, EvaluationRun request, CancellationToken stop)
    {
        var spec = scorer.Spec;
        var (seconds, scores) = scorer.Score(recording, request.Gains, stop);

        // The seed of a crop is the study's: the run's plus the recording's place.
        var samples = Math.Max((long)Math.Round(seconds * spec.SampleRate), spec.WindowSamples);
        var spare = (int)((samples - spec.FftSize) / spec.Hop) + 1 - spec.WindowFrames;
        var firsts = Enumerable.Range(0, request.CropSeeds)
            .Select(
                s => (double)(int)new NumpyRandom((uint)(EvaluationRun.FirstCropSeed + s + place)).Uniform(0, spare) * spec.Hop / spec.SampleRate)
            .ToList();
        var crops = firsts.Count == 0 ? [] : scorer.ScoreAt(recording, firsts, stop);
        static int[] First(IReadOnlyList<float[]> windows) => [.. windows.Select(w => ScoreTable.Highest(w))];
        return new RecordingHearing(
            new ClipScores(new Clip(recording, [], (int)Math.Min(seconds * spec.SampleRate, int.MaxValue)), scores[0]),
            First(scores[0]),
            [.. scores.Skip(1).Select(First)],
            First(crops));
    }
}
