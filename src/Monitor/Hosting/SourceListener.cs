using System.Globalization;
using AvianVox.Audio;
using AvianVox.Audio.Sources;
using AvianVox.Audio.Times;
using AvianVox.Listening.Models;
using AvianVox.Listening.Pipeline;
using AvianVox.Listening.Sources;
using AvianVox.Listening.Status;
using AvianVox.Station.Events;
using Microsoft.Extensions.Logging;

namespace AvianVox.Monitor.Hosting;

/// <summary>One source on its way from being opened to having ended.</summary>
/// <param name="options">What is listened to.</param>
/// <param name="capture">Keeps it running; owned.</param>
/// <param name="status">Told how it fares.</param>
/// <param name="parts">What the pipelines share.</param>
/// <param name="isPrompt">Whether what is heard is wanted soon.</param>
/// <param name="log">For people.</param>
internal sealed class SourceListener(
    SourceOptions options,
    SourceCapture capture,
    SourceStatus status,
    ListeningParts parts,
    bool isPrompt,
    ILogger log) : IAsyncDisposable
{
    private readonly IReadOnlyList<ListeningModel> _models = [parts.Models.For(options)];

    /// <summary>What it turned out to be; null before it was opened.</summary>
    private SourceFormat? _format;

    /// <summary>Follows what is heard in a recording; null where it is none.</summary>
    private RecordingReport? _report;

    /// <summary>Name of the source.</summary>
    public string Name => options.Name;

    /// <summary>Told how it fares.</summary>
    public SourceStatus Status => status;

    /// <summary>Opens it; fails where it is not there.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="AudioException">It cannot be opened.</exception>
    public async Task OpenAsync(CancellationToken cancellation) => _format = await capture.OpenAsync(wait: false, cancellation);

    /// <summary>Listens until it has ended or is stopped; waits for it first where it was not opened.</summary>
    /// <param name="stop">Stops it; what it gave is still worked through.</param>
    /// <param name="abort">Gives up what is under way.</param>
    /// <exception cref="AudioException">It failed for good.</exception>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        _format ??= await capture.OpenAsync(wait: true, stop);
        log.LogInformation("{Source}: {Description}", Name, _format.Description);
        TellStart(_format.Start);
        var clips = parts.Clips?.Open(Name, _format.SampleRate, _models.Max(model => ModelBranch.LagSamples(model, _format.SampleRate)));
        _report = _format.IsLive || options.Input == SourceInput.StandardInput ? null : new RecordingReport(
            parts.Events.Detections,
            _format.SampleRate);
        var detections = _report ?? parts.Events.Detections;
        var records = new ListeningJournal(clips is null ? detections : new DetectionFork(detections, clips), parts.Journal);
        var context = SourceContext.Create(_format, records, status, parts.Clock) with { IsPrompt = isPrompt };
        using var pipeline = new SourcePipeline(capture, context, options, _models, parts.Detectors with { Scores = _report }, clips);
        await pipeline.RunAsync(stop, abort);
    }

    /// <summary>Says for people what became of what it gave.</summary>
    public void Summarise()
    {
        var health = status.Snapshot();
        if (_format is { SampleRate: var rate })
        {
            log.LogInformation(
                "{Source}: {Captured:0.0} s heard = {Classified:0.0} s classified + {Dropped:0.0} s dropped + {Pending:0.0} s given up at the end; {Missing:0.0} s missing",
                Name,
                (double)health.Samples.Captured / rate,
                (double)health.Samples.Classified / rate,
                (double)health.Samples.Dropped / rate,
                (double)health.Samples.Pending / rate,
                (double)health.MissingSamples / rate);
            _report?.Summarise(Name, log);
        }
    }

    /// <summary>Says when a recording began and how that is known: every time that follows rests on it.</summary>
    private void TellStart(RecordingStart? start)
    {
        if (start is { IsKnown: true })
        {
            log.LogInformation("{Source}: began {Begin:yyyy-MM-dd HH:mm:sszzz} ({Reason})", Name, start.Time, start.Reason);
        }
        else if (start is not null)
        {
            log.LogWarning(
                "{Source}: when it began is not known: {Reason}. Its times are marked so (clock: unknown), and count from {Begin}. Set the source's StartTime, or give it a name such as 20240512_053000.wav",
                Name,
                start.Reason,
                start.Time?.ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture) ?? "now");
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => capture.DisposeAsync();
}
