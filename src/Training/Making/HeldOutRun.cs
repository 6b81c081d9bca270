using AvianVox.Classification.Packages;
using AvianVox.Training.CrossValidation;
using AvianVox.Training.Data;
using AvianVox.Training.Fitting;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Making;

/// <summary>
/// What networks like the one that is to ship say of training recordings that they were not fitted to: each is fitted
/// without a fold of them, and hears that fold. Thresholds and temperature are chosen by it, since a species with two
/// recordings cannot spare one to choose by.
/// </summary>
/// <param name="request">The run that needs it.</param>
/// <param name="monitor">Is told how it goes.</param>
/// <param name="time">Measures speed.</param>
internal sealed class HeldOutRun(TrainingRequest request, ITrainingMonitor monitor, TimeProvider time)
{
    /// <summary>Windows heard per recording at most.</summary>
    private const int Windows = 16;

    /// <summary>
    /// Runs. What is done is kept in <see cref="TrainingRequest.FoldsFolder"/>: the same run goes on where it was cut off.
    /// </summary>
    /// <param name="clips">Training recordings.</param>
    /// <param name="labels">Labels of the model.</param>
    /// <param name="stop">Ends after the current step.</param>
    /// <returns>
    /// Each recording that could be held out, with the logits of its windows over the model's labels (minus infinity for one that
    /// the fold could not learn) and its own label. A class whose only recording is held out is not heard.
    /// </returns>
    public IReadOnlyList<HeldOutRecording> Run(IReadOnlyList<Clip> clips, IReadOnlyList<Label> labels, CancellationToken stop)
    {
        Directory.CreateDirectory(request.FoldsFolder);
        var index = RecordingLists.Index(string.Join(", ", request.Data), [.. clips.Select(c => c.Recording)], _ => null);
        var partitions = GroupSplit.Folds(index, SplitRule.Recording, request.Folds, (uint)request.Seed);
        var run = new FoldRun(request.Recipe, request.FoldsFolder, monitor, time)
        {
            Windows = Windows,
            KeepLogits = true,
            Start = request.Start,
            Cache = request.Cache,
        };
        var heard = new List<HeldOutRecording>();
        foreach (var (fold, partition) in partitions.Index())
        {
            monitor.Say($"Fold {fold + 1} of {partitions.Count}, to choose thresholds by");
            var known = LabelList.Of(partition.Training.Select(i => clips[i].Recording));
            var place = known.Select(k => labels.First(l => l.ScientificName == k.ScientificName).Index).ToArray();
            int[] test = [.. partition.Test.Where(i => known.Any(l => l.ScientificName == clips[i].Recording.Class.ScientificName))];
            var (result, _) = run.Run(clips, known, partition with { Test = test }, fold, request.Seed, stop);
            heard.AddRange(result.Recordings.Zip(test, (tested, clip) => new HeldOutRecording(
                clips[clip], [.. tested.Logits!.Select(window => Widen(window, place, labels.Count))], place[tested.Right])));
        }

        return heard;
    }

    private static float[] Widen(float[] logits, int[] place, int labels)
    {
        var wide = new float[labels];
        Array.Fill(wide, float.NegativeInfinity);
        for (var i = 0; i < logits.Length; i++)
        {
            wide[place[i]] = logits[i];
        }

        return wide;
    }
}
