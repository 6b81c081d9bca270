using System.Threading.Channels;
using AvianVox.Audio.Sources;
using AvianVox.Classification.Inference;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Records;
using AvianVox.Listening.Status;

namespace AvianVox.Listening.Pipeline;

/// <summary>
/// The last stage of one source: windows to probabilities, detections, gaps and effort. Takes as many windows in one call
/// as wait, up to the classifier's largest batch. Runs until the feature stage completes the channel, and then ends what goes on.
/// </summary>
internal sealed class ClassifierStage
{
    private readonly string _source;
    private readonly ChannelReader<PipelineItem> _items;
    private readonly WindowPool _pool;
    private readonly IWindowClassifier _classifier;
    private readonly SourceDetector _detector;
    private readonly IListeningLog _log;
    private readonly SourceClock _clock;
    private readonly SampleLedger _ledger;
    private readonly EffortMeter _effort;

    /// <summary>Windows of the batch, behind one another.</summary>
    private readonly float[] _windows;

    /// <summary>Probabilities of the batch.</summary>
    private readonly float[] _probabilities;

    /// <summary>What the windows of the batch are.</summary>
    private readonly PipelineItem[] _batch;

    /// <summary>Windows in the batch.</summary>
    private int _count;

    /// <summary>Creates the stage.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="items">From the feature stage.</param>
    /// <param name="pool">Where window buffers go back to.</param>
    /// <param name="classifier">May serve other sources too, if it is safe for several threads.</param>
    /// <param name="detector">Of this source alone.</param>
    /// <param name="log">Takes gaps.</param>
    /// <param name="clock">Maps positions to UTC.</param>
    /// <param name="ledger">Keeps account of samples.</param>
    /// <param name="effort">Keeps account of minutes.</param>
    public ClassifierStage(
        string source,
        ChannelReader<PipelineItem> items,
        WindowPool pool,
        IWindowClassifier classifier,
        SourceDetector detector,
        IListeningLog log,
        SourceClock clock,
        SampleLedger ledger,
        EffortMeter effort)
    {
        _source = source;
        _items = items;
        _pool = pool;
        _classifier = classifier;
        _detector = detector;
        _log = log;
        _clock = clock;
        _ledger = ledger;
        _effort = effort;
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
            while (await _items.WaitToReadAsync(abort))
            {
                while (!abort.IsCancellationRequested && _items.TryRead(out var item))
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
            _effort.Flush();
        }
    }

    private void Take(in PipelineItem item)
    {
        if (item.DroppedSamples > 0)
        {
            ClassifyBatch();
            _detector.Break();
            Gap(item.DroppedBegin, item.DroppedSamples, GapCause.ClassifierBehind);
        }

        if (item.Window is null)
        {
            ClassifyBatch();
            Settle(item);
            _detector.Break();
            if (item.GapSamples > 0)
            {
                Gap(item.GapBegin, item.GapSamples, item.GapCause);
            }

            return;
        }

        item.Window.CopyTo(_windows.AsSpan(_count * _classifier.InputLength));
        _batch[_count++] = item with { Window = null };
        _pool.Return(item.Window);
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
            _ledger.Classify(item.SettleEnd - item.SettleBegin);
            _effort.Classified(item.SettleBegin, item.SettleEnd);
        }
    }

    private void Gap(long begin, long samples, GapCause cause)
    {
        var clock = _clock.Read();
        var at = clock.At(begin);
        _log.Missed(new GapRecord(Guid.CreateVersion7(at < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : at), _source, begin, samples, at, _clock.Seconds(samples), cause, clock.Basis));
    }
}
