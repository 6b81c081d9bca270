using AvianVox.Audio.Sources;
using AvianVox.Classification.Inference;
using AvianVox.Listening.Detection;

namespace AvianVox.Listening.Pipeline;

/// <summary>
/// The last stage of one branch: windows to probabilities, detections, gaps and effort. Takes as many windows in one call
/// as wait, up to the classifier's largest batch. Runs until the window stage completes the queue, and then ends what goes on.
/// </summary>
internal sealed class ClassifierStage
{
    private readonly WindowQueue _queue;
    private readonly IWindowClassifier _classifier;
    private readonly SourceDetector _detector;
    private readonly BranchAccount _account;

    /// <summary>Windows of the batch, behind one another.</summary>
    private readonly float[] _windows;

    /// <summary>Probabilities of the batch.</summary>
    private readonly float[] _probabilities;

    /// <summary>What the windows of the batch are.</summary>
    private readonly PipelineItem[] _batch;

    /// <summary>Windows in the batch.</summary>
    private int _count;

    /// <summary>Creates the stage.</summary>
    /// <param name="queue">From the window stage.</param>
    /// <param name="classifier">Of this branch alone.</param>
    /// <param name="detector">Of this branch alone.</param>
    /// <param name="account">Keeps account of samples.</param>
    public ClassifierStage(WindowQueue queue, IWindowClassifier classifier, SourceDetector detector, BranchAccount account)
    {
        _queue = queue;
        _classifier = classifier;
        _detector = detector;
        _account = account;
        _windows = new float[classifier.MaxBatch * classifier.InputLength];
        _probabilities = new float[classifier.MaxBatch * classifier.LabelCount];
        _batch = new PipelineItem[classifier.MaxBatch];
    }

    /// <summary>
    /// Works until the channel is complete, or gives up at once. Either way open detections are ended and effort is handed on.
    /// </summary>
    /// <param name="abort">Gives up what waits.</param>
    public async Task RunAsync(CancellationToken abort)
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(abort))
            {
                while (!abort.IsCancellationRequested && _queue.Reader.TryRead(out var item))
                {
                    Take(item);
                }

                ClassifyBatch();
            }
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // What waits stays pending in the ledger: it was neither classified nor dropped.
        }
        finally
        {
            _detector.Break();
            _account.Flush();
        }
    }

    private void Take(in PipelineItem item)
    {
        if (item.DroppedSamples > 0)
        {
            ClassifyBatch();
            _detector.Break();
            _account.Gap(item.DroppedBegin, item.DroppedSamples, GapCause.ClassifierBehind);
        }

        if (item.Window is null)
        {
            ClassifyBatch();
            Settle(item);
            _detector.Break();
            if (item.GapSamples > 0)
            {
                _account.Gap(item.GapBegin, item.GapSamples, item.GapCause);
            }

            return;
        }

        item.Window.CopyTo(_windows.AsSpan(_count * _classifier.InputLength));
        _batch[_count++] = item with { Window = null };
        _queue.Pool.Return(item.Window);
        if (_count == _batch.Length)
        {
            ClassifyBatch();
        }
    }

    private void ClassifyBatch()
    {
        if (_count == 0)
        {
            return;
        }

        var count = _count;
        _count = 0;
        var labels = _classifier.LabelCount;
        _classifier.Classify(_windows.AsSpan(0, count * _classifier.InputLength), count, _probabilities.AsSpan(0, count * labels));
        for (var index = 0; index < count; index++)
        {
            ref readonly var item = ref _batch[index];
            _detector.Process(item.Begin, item.Length, _probabilities.AsSpan(index * labels, labels));
            Settle(item);
        }
    }

    private void Settle(in PipelineItem item)
    {
        if (item.SettleEnd > item.SettleBegin)
        {
            _account.Classify(item.SettleBegin, item.SettleEnd);
        }
    }
}
