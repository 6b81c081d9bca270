using AvianVox.Audio;
using AvianVox.Audio.Sources;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Models;
using AvianVox.Listening.Sources;

namespace AvianVox.Listening.Pipeline;

/// <summary>
/// Everything between one open source and the log: the ring, and a branch for each model that listens. Capture and the stages of the
/// branches
/// run side by side; the ring and the branches' window buffers are the only places where anything may wait, and the only ones where
/// anything is dropped.
/// </summary>
public sealed class SourcePipeline : IDisposable
{
    private readonly SourceCapture _capture;
    private readonly SourceFormat _format;
    private readonly SampleFeed _feed;

    /// <summary>The ring's writing end.</summary>
    private readonly CaptureSink _sink;

    private readonly List<ModelBranch> _branches = [];

    /// <summary>Puts the pipeline together.</summary>
    /// <param name="capture">The source, open.</param>
    /// <param name="source">What it is, and where what it gives is written down.</param>
    /// <param name="options">How it is listened to.</param>
    /// <param name="models">What classifies; at least one, and each may serve other sources too. The first stands for the source.</param>
    /// <param name="detectors">Makes the detectors.</param>
    /// <param name="tap">
    /// Hears the samples too; null for nobody. It hears them as the first branch reads them, so that it costs no waking up of its own.
    /// </param>
    /// <exception cref="AudioException">The options leave nothing of the source.</exception>
    public SourcePipeline(
        SourceCapture capture,
        SourceContext source,
        SourceOptions options,
        IReadOnlyList<ListeningModel> models,
        DetectorFactory detectors,
        ISampleTap? tap = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(models.Count);
        _capture = capture;
        _format = source.Format;
        if (options.HighPassHz >= _format.SampleRate / 2.0)
        {
            throw new AudioException(FormattableString.Invariant(
                $"{_format.Description}: a high-pass of {options.HighPassHz:0.#} Hz leaves nothing of it. Set the source's HighPassHz below {_format.SampleRate / 2} Hz."));
        }

        _feed = new SampleFeed(Math.Max(2, (int)Math.Ceiling(options.RingSeconds * _format.SampleRate)), source.Time);
        _sink = new CaptureSink(_feed, source.Clock, _format, options, source.Station);
        try
        {
            foreach (var (index, model) in models.Index())
            {
                var account = new BranchAccount(source, () => _sink.Captured, model.Name, isFirst: index == 0);
                var reader = _feed.CreateReader(isPrompt: source.IsPrompt);
                _branches.Add(new ModelBranch(source, reader, model, detectors, account, index == 0 ? tap : null));
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        source.Status.Attach(() => _sink.LastSample, [.. _branches.Select(branch => branch.Status)]);
    }

    /// <summary>Runs until the source has ended or is stopped, and everything it gave has been classified.</summary>
    /// <param name="stop">Stops the source; what it gave is still worked through.</param>
    /// <param name="abort">Gives up what is under way.</param>
    /// <exception cref="AudioException">The source failed for good; what it gave before has been classified.</exception>
    /// <exception cref="Exception">A stage of our own broke; the others have then given up.</exception>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(abort);
        using var stopOrBroken = CancellationTokenSource.CreateLinkedTokenSource(stop, broken.Token);
        // On threads of the pool from the start: a source may work long before it first waits.
        Task Start(Func<Task> stage) => Task.Run(() => RunStageAsync(stage(), broken), CancellationToken.None);
        var stages = new List<Task>();
        foreach (var branch in _branches)
        {
            stages.Add(Start(() => branch.RunWindowsAsync(stop, broken.Token)));
            stages.Add(Start(() => branch.RunScoresAsync(broken.Token)));
        }

        stages.Add(Task.Run(() => CaptureAsync(stopOrBroken.Token), CancellationToken.None));
        // The first fault in this order is told: one of our own before that of a source.
        await Task.WhenAll(stages);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var branch in _branches)
        {
            branch.Dispose();
        }

        _feed.Dispose();
    }

    /// <summary>A stage that breaks takes the others with it: they would wait for it for ever, even where the source has ended.</summary>
    private static async Task RunStageAsync(Task stage, CancellationTokenSource broken)
    {
        try
        {
            await stage;
        }
        catch
        {
            await broken.CancelAsync();
            throw;
        }
    }

    private async Task CaptureAsync(CancellationToken stop)
    {
        try
        {
            await _capture.RunAsync(_sink, _format, stop);
        }
        finally
        {
            _feed.Complete();
        }
    }
}
