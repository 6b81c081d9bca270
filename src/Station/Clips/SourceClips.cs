using System.Diagnostics.CodeAnalysis;
using AvianVox.Audio.Sources;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Pipeline;

namespace AvianVox.Station.Clips;

/// <summary>
/// The clips of one source: keeps its last samples, knows which detections go on, and hands each clip over once its
/// post-roll has been heard. Detections that overlap share the samples. Safe for several threads: the one that hears, the
/// one that classifies, and the one that writes.
/// </summary>
public sealed class SourceClips : ISampleTap, IDetectionSink
{
    /// <summary>
    /// Clips written lately that are remembered, in case a voice is noticed in one of them: more than an hour's, the longest span that a
    /// voice may blank.
    /// </summary>
    private const int MostWritten = 4_096;

    /// <summary>How long the writer may be behind before a live source's clips are lost, in seconds.</summary>
    private const int SlackSeconds = 10;

    /// <summary>Guards everything.</summary>
    private readonly Lock _gate = new();
    private readonly SampleHistory _history;

    /// <summary>Clips of detections that go on or whose post-roll is to come, and those that wait to be written.</summary>
    private readonly List<ClipJob> _jobs = [];

    /// <summary>Clips written lately, oldest first.</summary>
    private readonly Queue<(string Path, long Begin, long End)> _written = new();

    /// <summary>Paths of clips that are to be deleted.</summary>
    private readonly Queue<string> _unwanted = new();

    /// <summary>Samples before a detection.</summary>
    private readonly long _preRoll;
    private readonly long _postRoll;

    /// <summary>Samples of the longest clip.</summary>
    private readonly long _longest;

    /// <summary>A longer gap would push out of the ring what waits to be written.</summary>
    private readonly long _slack;

    /// <summary>Takes clips that are ready; called under the lock, must return at once. False where it takes no more.</summary>
    private readonly Func<ClipJob, bool> _ready;

    /// <summary>Completed and replaced whenever a job's samples are not needed any more.</summary>
    private TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True once no more samples come.</summary>
    private bool _isComplete;

    /// <summary>Creates the clips of one source.</summary>
    /// <param name="settings">What a clip is.</param>
    /// <param name="sampleRate">Rate of the source in Hz.</param>
    /// <param name="lagSamples">Most samples that a detection is confirmed or ended behind its begin.</param>
    /// <param name="ready">Takes clips that are ready to be written; must return at once. False where it takes no more.</param>
    public SourceClips(ClipsOptions settings, int sampleRate, long lagSamples, Func<ClipJob, bool> ready)
    {
        SampleRate = sampleRate;
        _preRoll = (long)Math.Round(settings.PreRollSeconds * sampleRate);
        _postRoll = (long)Math.Round(settings.PostRollSeconds * sampleRate);
        _longest = (long)Math.Round(settings.MaxSeconds * sampleRate);
        _slack = (long)SlackSeconds * sampleRate;
        _ready = ready;
        _history = new SampleHistory((int)Math.Min(_longest + lagSamples + _slack, 1_000_000_000));
    }

    /// <summary>Rate of the source in Hz.</summary>
    public int SampleRate { get; }

    /// <summary>Samples of the longest clip.</summary>
    public int Longest => (int)Math.Min(_longest, Array.MaxLength);

    /// <inheritdoc />
    public ValueTask WaitForRoomAsync(int samples, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return HasRoom(samples) ? ValueTask.CompletedTask : new ValueTask(WaitAsync(samples, cancellation));
        }
    }

    /// <inheritdoc />
    public void Hear(long position, ReadOnlySpan<float> samples)
    {
        lock (_gate)
        {
            _history.Append(position, samples);
            HandOver();
        }
    }

    /// <inheritdoc />
    public void Miss(long samples, GapCause cause)
    {
        lock (_gate)
        {
            if (cause == GapCause.DeviceLost || samples > _slack)
            {
                Hold();
            }

            _history.AppendMissing(samples);
            HandOver();
        }
    }

    /// <inheritdoc />
    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            HandOver();
        }
    }

    /// <inheritdoc />
    public void Confirmed(DetectionRecord detection)
    {
        lock (_gate)
        {
            var begin = Math.Max(detection.BeginSample - _preRoll, _history.Oldest);
            _jobs.Add(new ClipJob(this, detection, begin, begin + _longest)
            {
                BeginTime = detection.Begin + TimeSpan.FromSeconds((double)(begin - detection.BeginSample) / SampleRate),
            });
        }
    }

    /// <inheritdoc />
    /// <remarks>The event asks for its clip before: <see cref="End"/>.</remarks>
    public void Ended(DetectionRecord detection)
    {
    }

    /// <summary>A detection ended: its clip does with its post-roll.</summary>
    /// <param name="detection">The ended detection.</param>
    /// <returns>Its clip; null where there is none.</returns>
    public ClipJob? End(DetectionRecord detection)
    {
        lock (_gate)
        {
            var job = _jobs.Find(job => job.Detection.Id == detection.Id);
            if (job is not null)
            {
                job.IsEnded = true;
                if (!job.IsQueued)
                {
                    job.Detection = detection;
                    job.End = Math.Min(job.End, Math.Max(job.Begin, detection.EndSample + _postRoll));
                    HandOver();
                }

                Forget(job);
            }

            return job;
        }
    }

    /// <summary>Takes a span away from all clips.</summary>
    /// <param name="from">Position of its first sample.</param>
    /// <param name="to">Position behind its last.</param>
    /// <returns>True where clips that were written are to be deleted: <see cref="TryTakeUnwanted"/>.</returns>
    public bool Blank(long from, long to)
    {
        lock (_gate)
        {
            _history.Blank(from, to);
            for (var left = _written.Count; left > 0; left--)
            {
                var written = _written.Dequeue();
                if (written.Begin < to && from < written.End)
                {
                    _unwanted.Enqueue(written.Path);
                }
                else
                {
                    _written.Enqueue(written);
                }
            }

            return _unwanted.Count > 0;
        }
    }

    /// <summary>Takes the next clip that is to be deleted.</summary>
    /// <param name="path">Its path.</param>
    public bool TryTakeUnwanted([NotNullWhen(true)] out string? path)
    {
        lock (_gate)
        {
            return _unwanted.TryDequeue(out path);
        }
    }

    /// <summary>Copies a clip's samples, all at one moment, and lets the ring go on.</summary>
    /// <param name="job">The clip.</param>
    /// <param name="samples">Receives them; as long as the clip.</param>
    /// <returns>False where they are gone.</returns>
    public bool TryCopy(ClipJob job, Span<short> samples)
    {
        lock (_gate)
        {
            if (job.Held is { } held)
            {
                held.AsSpan(0, samples.Length).CopyTo(samples);
                job.Held = null;
                return true;
            }

            var isThere = _history.TryCopy(job.Begin, samples);
            job.Missing = _history.Missing(job.Begin, job.End);
            job.IsCopied = true;
            MakeRoom();
            return isThere;
        }
    }

    /// <summary>Whether a voice was noticed in a clip: it is not to be kept.</summary>
    /// <param name="job">The clip.</param>
    public bool IsBlanked(ClipJob job)
    {
        lock (_gate)
        {
            return _history.IsBlanked(job.Begin, job.End);
        }
    }

    /// <summary>A clip has its name on the disk, or never will. To be called once for each clip that was handed over.</summary>
    /// <param name="job">The clip.</param>
    /// <param name="path">Its path; null for none.</param>
    /// <returns>False where it is not to be kept, because a voice was noticed in it meanwhile.</returns>
    public bool Close(ClipJob job, string? path)
    {
        lock (_gate)
        {
            job.IsCopied = true;
            job.IsClosed = true;
            job.Held = null;
            MakeRoom();
            var isKept = path is not null && !_history.IsBlanked(job.Begin, job.End);
            if (isKept)
            {
                _written.Enqueue((path!, job.Begin, job.End));
                if (_written.Count > MostWritten)
                {
                    _written.Dequeue();
                }
            }

            Forget(job);
            return isKept;
        }
    }

    private async Task WaitAsync(int samples, CancellationToken cancellation)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (HasRoom(samples))
                {
                    return;
                }

                room = _room.Task;
            }

            await room.WaitAsync(cancellation);
        }
    }

    private bool HasRoom(int samples)
    {
        var oldest = _history.End + samples - _history.Capacity;
        return !_jobs.Exists(job => job.IsQueued && !job.IsCopied && job.Begin < oldest);
    }

    private void HandOver()
    {
        for (var index = _jobs.Count - 1; index >= 0; index--)
        {
            var job = _jobs[index];
            var isReady = job.Held is null ? _history.End >= job.End || (_isComplete && job.IsEnded) : job.IsEnded;
            if (isReady && !job.IsQueued)
            {
                job.End = Math.Min(job.End, _history.End);
                job.IsQueued = true;
                if (!_ready(job))
                {
                    job.IsCopied = true;
                    job.IsClosed = true;
                    job.Held = null;
                    Forget(job);
                }
            }
        }
    }

    /// <summary>
    /// Ahead of a gap that may be long: nothing more comes for the clips that are open, and the ring will be silent. They end here.
    /// </summary>
    private void Hold()
    {
        foreach (var job in _jobs)
        {
            var length = (int)(Math.Min(job.End, _history.End) - job.Begin);
            if (job.IsCopied || job.Held is not null || length <= 0)
            {
                continue;
            }

            var samples = new short[length];
            if (_history.TryCopy(job.Begin, samples))
            {
                job.End = job.Begin + length;
                job.Held = samples;
                job.Missing = _history.Missing(job.Begin, job.End);
                job.IsCopied = true;
            }
        }
    }

    /// <summary>A clip is kept in mind until both it and its detection are over: the event asks for it.</summary>
    private void Forget(ClipJob job)
    {
        if (job.IsClosed && job.IsEnded)
        {
            _jobs.Remove(job);
        }
    }

    private void MakeRoom()
    {
        _room.TrySetResult();
        _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
