using AvianVox.Audio.Sources;
using AvianVox.Monitor.Detection;
using AvianVox.Monitor.Health;
using AvianVox.Monitor.Watchdog;

namespace AvianVox.Monitor.Pipeline;

/// <summary>What one source is doing, for health. Safe for several threads; a change is told outside the lock.</summary>
/// <param name="name">Name of the source.</param>
/// <param name="changed">Told the new state after each change; must not block.</param>
internal sealed class SourceStatus(string name, Action<SourceState> changed)
{
    /// <summary>Guards all fields but <see cref="_state"/>, which is written under it and read without.</summary>
    private readonly Lock _gate = new();

    /// <summary>What it is doing.</summary>
    private volatile SourceState _state = SourceState.Starting;

    /// <summary>What it turned out to be.</summary>
    private SourceFormat? _format;

    /// <summary>Its account.</summary>
    private SampleLedger? _ledger;

    /// <summary>What makes its detections.</summary>
    private SourceDetector? _detector;

    /// <summary>When it last gave samples.</summary>
    private Func<DateTimeOffset?>? _lastSample;

    /// <summary>What is wrong now.</summary>
    private string? _fault;

    /// <summary>How often it was lost.</summary>
    private int _losses;

    /// <summary>How often it was opened, lost or found still away.</summary>
    private long _attempts;

    /// <summary>Name of the source.</summary>
    public string Name { get; } = name;

    /// <summary>What it is doing.</summary>
    public SourceState State => _state;

    /// <summary>It is open, for the first time or again, and has given no sample since.</summary>
    /// <param name="format">What it is.</param>
    public void Opened(SourceFormat format) => Change(SourceState.Starting, () =>
    {
        _format = format;
        _fault = null;
        _attempts++;
    });

    /// <summary>Its samples are counted here from now on.</summary>
    /// <param name="ledger">Its account.</param>
    /// <param name="lastSample">When it last gave samples, UTC.</param>
    public void Attach(SampleLedger ledger, Func<DateTimeOffset?> lastSample)
    {
        lock (_gate)
        {
            _ledger = ledger;
            _lastSample = lastSample;
        }
    }

    /// <summary>What became of its windows is counted here from now on.</summary>
    /// <param name="detector">Its detector.</param>
    public void Attach(SourceDetector detector)
    {
        lock (_gate)
        {
            _detector = detector;
        }
    }

    /// <summary>Samples came. Cheap when that is no news; what is left in the ring of a lost source is none either.</summary>
    public void Heard()
    {
        if (_state == SourceState.Starting)
        {
            Change(SourceState.Listening, () => { });
        }
    }

    /// <summary>It was listening, or about to, and is no more.</summary>
    /// <param name="fault">Why, for people.</param>
    public void Lost(string fault) => Change(SourceState.Lost, () =>
    {
        _fault = fault;
        _losses++;
        _attempts++;
    });

    /// <summary>It is still away.</summary>
    /// <param name="fault">Why the last attempt failed, for people.</param>
    public void StillLost(string fault) => Change(SourceState.Lost, () =>
    {
        _fault = fault;
        _attempts++;
    });

    /// <summary>It was heard to its end.</summary>
    public void Ended() => Change(SourceState.Ended, () => { });

    /// <summary>It failed for good.</summary>
    /// <param name="fault">Why, for people.</param>
    public void Failed(string fault) => Change(SourceState.Failed, () => _fault = fault);

    /// <summary>How it fares now.</summary>
    public SourceHealth Snapshot()
    {
        lock (_gate)
        {
            return new SourceHealth
            {
                Name = Name,
                State = _state,
                Description = _format?.Description ?? string.Empty,
                SampleRate = _format?.SampleRate ?? 0,
                Samples = _ledger?.Counts() ?? default,
                MissingSamples = _ledger?.Missing ?? 0,
                LastSample = _lastSample?.Invoke(),
                Losses = _losses,
                Fault = _fault,
                Rejected = _detector?.Rejections.Snapshot() ?? [],
                VoiceWindows = _detector?.VoiceWindows ?? 0,
            };
        }
    }

    /// <summary>How far it has come.</summary>
    public SourceProgress Progress()
    {
        lock (_gate)
        {
            return new SourceProgress(Name, _state, _ledger?.Counts() ?? default, _ledger?.InWindows ?? 0, _attempts, _fault);
        }
    }

    private void Change(SourceState state, Action update)
    {
        bool isNews;
        lock (_gate)
        {
            isNews = _state != state;
            _state = state;
            update();
        }

        if (isNews)
        {
            changed(state);
        }
    }
}
