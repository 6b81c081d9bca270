using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using AvianVox.Audio;
using AvianVox.Listening.Detection;
using AvianVox.Station.Clips.Retention;
using AvianVox.Station.Events;
using AvianVox.Station.Health;
using AvianVox.Station.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Clips;

/// <summary>
/// Keeps a clip of each detection: gives each source its ring, writes what is ready, one clip at a time, and gives the event
/// its clip's path. Nothing here holds up capture or the classifier.
/// </summary>
/// <remarks>
/// Drop rule: at most <see cref="QueueLength"/> clips wait to be written; one more, one whose samples the ring has overwritten
/// meanwhile, and one that the disk does not take are lost and counted (<see cref="ClipHealth.Lost"/>). A source that can wait does before
/// that.
/// </remarks>
public sealed class ClipKeeper : BackgroundService, IDetectionAttachment, IClipBlanker
{
    /// <summary>Most clips that wait to be written.</summary>
    public const int QueueLength = 64;

    private readonly ClipsOptions _options;
    private readonly IClipStore _store;
    private readonly ClipFiles _files;
    private readonly RetentionService _retention;
    private readonly IJournalAppender _journal;
    private readonly HealthReporter _health;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    private readonly ConcurrentDictionary<string, SourceClips> _sources = new(StringComparer.Ordinal);

    /// <summary>Clips that are ready; null wakes the writer, to delete what is unwanted.</summary>
    private readonly Channel<ClipJob?> _queue = Channel.CreateBounded<ClipJob?>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true });

    private readonly Lock _gate = new();

    /// <summary>
    /// The clip that is being written. Kept, since arrays of this size, one for each clip, would be garbage that is seldom collected.
    /// </summary>
    private short[] _samples = [];
    private string? _fault;
    private long _written;
    private long _writtenBytes;
    private long _lost;
    private long _blanked;

    /// <summary>Creates the keeper.</summary>
    /// <param name="options">What a clip is.</param>
    /// <param name="storage">Where clips lie.</param>
    /// <param name="journal">Remembers clips.</param>
    /// <param name="health">Told how clips fare.</param>
    /// <param name="time">The station's time.</param>
    /// <param name="log">Told what goes wrong.</param>
    public ClipKeeper(
        ClipsOptions options,
        ClipStorage storage,
        IJournalAppender journal,
        HealthReporter health,
        TimeProvider time,
        ILogger log)
    {
        _options = options;
        (_store, _files, _retention) = storage;
        _journal = journal;
        _health = health;
        _time = time;
        _log = log;
        health.Clips = Snapshot;
    }

    /// <summary>Opens a source.</summary>
    /// <param name="source">Its name.</param>
    /// <param name="sampleRate">Its rate in Hz.</param>
    /// <param name="lagSamples">Most samples that a detection is confirmed or ended behind its begin.</param>
    /// <returns>Hears its samples and detections.</returns>
    public SourceClips Open(string source, int sampleRate, long lagSamples) =>
        _sources[source] = new SourceClips(_options, sampleRate, lagSamples, Take);

    /// <inheritdoc />
    public Task<Func<DetectionRecord, DetectionRecord>>? Attach(DetectionRecord ended) =>
        _sources.TryGetValue(ended.Source, out var source) && source.End(ended) is { } job ? AttachAsync(job) : null;

    /// <inheritdoc />
    public void Blank(string source, long fromPosition, long toPosition)
    {
        if (_sources.TryGetValue(source, out var clips) && clips.Blank(fromPosition, toPosition))
        {
            // A full queue wakes the writer all the same.
            _queue.Writer.TryWrite(null);
        }
    }

    /// <summary>How clips fare now.</summary>
    public ClipHealth Snapshot()
    {
        var kept = _retention.Last;
        lock (_gate)
        {
            return new ClipHealth(
                _fault ?? kept.Fault,
                _fault is not null,
                _written,
                _writtenBytes,
                _lost,
                _blanked,
                kept.Deleted,
                kept.Clips,
                kept.Bytes,
                _store.FreeBytes());
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var job in _queue.Reader.ReadAllAsync(stoppingToken))
            {
                if (job is not null)
                {
                    Write(job);
                }

                foreach (var (_, source) in _sources)
                {
                    DeleteUnwanted(source);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The sources have stopped before, and what was ready has been waited for.
        }

        _queue.Writer.TryComplete();
        while (_queue.Reader.TryRead(out var job))
        {
            if (job is not null)
            {
                End(job, null);
                Lose("the station stopped", isFault: false);
            }
        }
    }

    private static async Task<Func<DetectionRecord, DetectionRecord>> AttachAsync(ClipJob job)
    {
        var path = await job.Done;
        return record => path is null ? record : record with { Clip = path };
    }

    /// <summary>Called under the source's lock.</summary>
    private bool Take(ClipJob job)
    {
        if (_queue.Writer.TryWrite(job))
        {
            return true;
        }

        job.Finish(null);
        Lose(string.Create(CultureInfo.InvariantCulture, $"{QueueLength} clips wait to be written already"), isFault: false);
        return false;
    }

    private void Write(ClipJob job)
    {
        var length = (int)Math.Max(0, job.End - job.Begin);
        if (_samples.Length < length)
        {
            _samples = new short[Math.Max(length, job.Source.Longest)];
        }

        Write(job, _samples.AsSpan(0, length));
    }

    /// <param name="job">The clip.</param>
    /// <param name="samples">As long as it; receives its samples.</param>
    private void Write(ClipJob job, Span<short> samples)
    {
        if (samples.IsEmpty || !job.Source.TryCopy(job, samples))
        {
            End(job, null);
            Lose("the disk was too slow, and its samples were overwritten", isFault: false);
            return;
        }

        if (job.Source.IsBlanked(job))
        {
            End(job, null);
            CountBlanked();
            return;
        }

        try
        {
            var free = _store.FreeBytes();
            var least = (long)(_options.MinFreeMegabytes * 1e6);
            if (free < least)
            {
                throw new IOException(string.Create(
                    CultureInfo.InvariantCulture, $"{_store.Folder}: {free / 1e6:0.#} MB are free, fewer than Clips:MinFreeMegabytes ({_options.MinFreeMegabytes:0.#}). Free some space, or lower it."));
            }

            var path = _files.Write(job, samples, out var bytes);
            if (!End(job, path))
            {
                _files.Delete(path);
                CountBlanked();
                return;
            }

            Succeed(bytes);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or AudioException)
        {
            End(job, null);
            Lose(fault.Message, isFault: true);
            _retention.Ask();
        }
    }

    /// <returns>False where it is not to be kept.</returns>
    private bool End(ClipJob job, string? path)
    {
        var isKept = job.Source.Close(job, path);
        if (isKept)
        {
            // Before the event that names it.
            _journal.KeepClip(job.Detection.Id, path!);
        }

        job.Finish(isKept ? path : null);
        return isKept;
    }

    private void DeleteUnwanted(SourceClips source)
    {
        while (source.TryTakeUnwanted(out var path))
        {
            try
            {
                _files.Delete(path);
                _journal.ForgetClip(path, _time.GetUtcNow());
                CountBlanked();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                _log.LogError("Clips: {Path} holds a voice and cannot be deleted: {Fault}", path, fault.Message);
            }
        }
    }

    private void CountBlanked()
    {
        lock (_gate)
        {
            _blanked++;
        }
    }

    private void Succeed(long bytes)
    {
        bool isNews;
        lock (_gate)
        {
            _written++;
            _writtenBytes += bytes;
            isNews = _fault is not null;
            _fault = null;
        }

        if (isNews)
        {
            _log.LogInformation("Clips: written again");
            _health.Tell();
        }
    }

    private void Lose(string reason, bool isFault)
    {
        bool isNews;
        lock (_gate)
        {
            _lost++;
            isNews = isFault && _fault is null;
            _fault = isFault ? reason : _fault;
        }

        if (isNews)
        {
            _log.LogWarning("Clips stop: {Fault} Detections go on, and clips as soon as they can", reason);
            _health.Tell();
        }
        else
        {
            _log.LogDebug("Clips: one is lost: {Fault}", reason);
        }
    }
}
