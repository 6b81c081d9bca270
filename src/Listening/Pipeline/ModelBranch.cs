using AvianVox.Audio.Sources;
using AvianVox.Classification.Inference;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Models;
using AvianVox.Listening.Status;

namespace AvianVox.Listening.Pipeline;

/// <summary>
/// One model's way at one source: its place in the ring, windows, classifier and detector. A branch that is too slow gives up windows of
/// its
/// own and nobody else's.
/// </summary>
public sealed class ModelBranch : IDisposable
{
    private readonly FeedReader _reader;
    private readonly IWindowClassifier _classifier;
    private readonly WindowStage _windows;
    private readonly ClassifierStage _scores;

    /// <summary>Creates the branch.</summary>
    /// <param name="source">The source.</param>
    /// <param name="reader">Its place in the ring; owned.</param>
    /// <param name="model">What classifies.</param>
    /// <param name="detectors">Makes its detector.</param>
    /// <param name="account">Keeps account of samples.</param>
    /// <param name="tap">Hears the samples too; null for nobody.</param>
    public ModelBranch(
        SourceContext source,
        FeedReader reader,
        ListeningModel model,
        DetectorFactory detectors,
        BranchAccount account,
        ISampleTap? tap)
    {
        _reader = reader;
        _classifier = model.CreateClassifier();
        var detector = detectors.Create(source.Name, model.Policy, source.Clock, source.Log);
        Status = new BranchStatus(account.Ledger, detector);
        var frontEnd = model.CreateFrontEnd(source.Format.SampleRate, WindowStage.BlockSamples);
        var queue = new WindowQueue(WindowQueue.Windows(_classifier.MaxBatch), frontEnd.WindowValues);
        _windows = new WindowStage(source, reader, frontEnd, queue, account, tap);
        _scores = new ClassifierStage(queue, _classifier, detector, account);
    }

    /// <summary>For whoever looks on.</summary>
    public BranchStatus Status { get; }

    /// <summary>
    /// Most samples that may have been read from the ring before a detection that began with the first of them is confirmed, or one that
    /// ended with it has ended.
    /// </summary>
    /// <param name="model">What classifies.</param>
    /// <param name="sourceRate">Rate of the source in Hz.</param>
    public static long LagSamples(ListeningModel model, int sourceRate)
    {
        // Those that wait, those being classified, and those that confirm or end a detection.
        var strides = WindowQueue.Windows(model.MaxBatch) + model.MaxBatch + model.Policy.Current.MostWindows + 1;
        return (long)Math.Ceiling(((strides * model.Stride) + model.Window).TotalSeconds * sourceRate);
    }

    /// <summary>Turns samples into windows until the ring is complete and read to its end, or gives up at once.</summary>
    /// <param name="stop">Once requested, the end of the ring is no end of a recording.</param>
    /// <param name="abort">Gives up.</param>
    public Task RunWindowsAsync(CancellationToken stop, CancellationToken abort) => _windows.RunAsync(stop, abort);

    /// <summary>Classifies windows until there are no more, or gives up at once.</summary>
    /// <param name="abort">Gives up.</param>
    public Task RunScoresAsync(CancellationToken abort) => _scores.RunAsync(abort);

    /// <summary>Lets go of ring and classifier; neither stage may be running.</summary>
    public void Dispose()
    {
        _reader.Dispose();
        _classifier.Dispose();
    }
}
