using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Records;
using AvianVox.Station.Journal;

namespace AvianVox.StationSupport;

/// <summary>Keeps what the pipeline tells; nothing reads it as a log.</summary>
internal sealed class MemoryJournal : IJournalAppender, IJournalLog, IJournalMaintenance, IListeningLog, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<EffortMinute> _effort = [];
    private readonly List<GapRecord> _gaps = [];
    private readonly List<(Guid Detection, string Path)> _clips = [];
    private readonly List<string> _forgotten = [];
    private readonly List<(JournalKind Kind, DetectionRecord Detection)> _detections = [];

    public IReadOnlyList<EffortMinute> Effort => Copy(_effort);

    public IReadOnlyList<GapRecord> Gaps => Copy(_gaps);

    public IReadOnlyList<(JournalKind Kind, DetectionRecord Detection)> Detections => Copy(_detections);

    public IReadOnlyList<(Guid Detection, string Path)> Clips => Copy(_clips);

    public IReadOnlyList<string> Forgotten => Copy(_forgotten);

    public long LastSequence => 0;

    public event EventHandler? Changed
    {
        add { }
        remove { }
    }

    public JournalProgress Progress { get; set; }

    public void Append(JournalKind kind, DetectionRecord detection)
    {
        lock (_gate)
        {
            _detections.Add((kind, detection));
        }
    }

    public void Append(GapRecord gap)
    {
        lock (_gate)
        {
            _gaps.Add(gap);
        }
    }

    public void KeepClip(Guid detection, string path)
    {
        lock (_gate)
        {
            _clips.Add((detection, path));
        }
    }

    public void ForgetClip(string path, DateTimeOffset at)
    {
        lock (_gate)
        {
            _forgotten.Add(path);
        }
    }

    public void Add(EffortMinute effort)
    {
        lock (_gate)
        {
            _effort.Add(effort);
        }
    }

    public void Confirmed(DetectionRecord detection) => Append(JournalKind.Detection, detection);

    public void Ended(DetectionRecord detection) => Append(JournalKind.Event, detection);

    public void Missed(GapRecord gap) => Append(gap);

    public void Listened(EffortMinute effort) => Add(effort);

    public void Correct(ClockBasis good)
    {
    }

    /// <summary>What a flush waits for.</summary>
    public Task Flushed { get; set; } = Task.CompletedTask;

    public Task FlushAsync(CancellationToken cancellation) => Flushed.WaitAsync(cancellation);

    public IReadOnlyList<JournalEntry> Read(long after, int most) => throw new NotSupportedException();

    public Task WaitAsync(long after, CancellationToken cancellation) => throw new NotSupportedException();

    public void Advance(string sink, long sequence) => throw new NotSupportedException();

    public void AppendHealth(string payload) => throw new NotSupportedException();

    public SinkPlace Place(string sink) => throw new NotSupportedException();

    public void SetAside(string sink, JournalEntry entry, string reason, DateTimeOffset at) => throw new NotSupportedException();

    public Task<PruneResult> PruneAsync(PruneRule rule, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private List<T> Copy<T>(List<T> list)
    {
        lock (_gate)
        {
            return [.. list];
        }
    }
}
