using AvianVox.Audio.Sources;

namespace AvianVox.Listening.Status;

/// <summary>What one source is doing, for health. Safe for several threads; a change is told outside the lock.</summary>
/// <param name="name">Name of the source.</param>
/// <param name="changed">Told the new state after each change; must not block.</param>
/// <param name="time">Tells how long ago samples were lost; null for the system's.</param>
public sealed class SourceStatus(string name, Action<SourceState> changed, TimeProvider? time = null)
{
    /// <summary>How long lost samples count as a fault.</summary>
    public static readonly TimeSpan OverrunSpan = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Guards all fields but <see cref="_state"/>, which is written under it and read without.</summary>
    private readonly Lock _gate = new();

    /// <summary>What it is doing.</summary>
    private volatile SourceState _state = SourceState.Starting;

    /// <summary>What it turned out to be.</summary>
    private SourceFormat? _format;

    /// <summary>The models that listen to it; the first is the one that stands for the source.</summary>
    private IReadOnlyList<BranchStatus> _branches = [];
    private Func<DateTimeOffset?>? _lastSample;

    /// <summary>What is wrong now.</summary>
    private string? _fault;

    /// <summary>How often it was lost.</summary>
    private int _losses;

    /// <summary>How often it was opened, lost or found still away.</summary>
    private long _attempts;

    /// <summary>How often samples were lost between capture and classifier, or by the device.</summary>
    private int _overruns;

    /// <summary>When that happened last; meaningful once it has.</summary>
    private long _overrunAt;

    /// <summary>Name of the source.</summary>
    public string Name { get; } = name;

    /// <summary>What it is doing.</summary>
    public SourceState State => _state;

    /// <summary>Name and version of the model that listens to it; null where none is told.</summary>
    public string? Model { get; init; }

    /// <summary>Told when samples are lost on their way and were not for a while; must not block.</summary>
    public Action? Overran { get; init; }

    /// <summary>
    /// It is open, for the first time or again, and has given no sample since. What was wrong with it stands until it does.
    /// </summary>
    /// <param name="format">What it is.</param>
    public void Opened(SourceFormat format)
    {
        lock (_gate)
        {
            _attempts++;
        }

        if (_state == SourceState.Silent)
        {
            // Being opened again is no news: it is deaf until it gives sound.
            return;
        }

        Change(SourceState.Starting, () => _format = format);
    }

    /// <summary>Its samples, and what becomes of them, are counted here from now on.</summary>
    /// <param name="lastSample">When it last gave samples, UTC.</param>
    /// <param name="branches">The models that listen to it; at least one.</param>
    public void Attach(Func<DateTimeOffset?> lastSample, IReadOnlyList<BranchStatus> branches)
    {
        lock (_gate)
        {
            _lastSample = lastSample;
            _branches = branches;
        }
    }

    /// <summary>Samples came. Cheap when that is no news; what is left in the ring of a lost source is none either.</summary>
    public void Heard()
    {
        if (_state == SourceState.Starting)
        {
            Recovered();
        }
    }

    /// <summary>It gives sound, after all.</summary>
    public void Recovered() => Change(SourceState.Listening, () => _fault = null);

    /// <summary>It was listening, or about to, and is no more.</summary>
    /// <param name="fault">Why, for people.</param>
    /// <returns>True where it gave sound before; false where it was lost already.</returns>
    public bool Lost(string fault) => Deaf(SourceState.Lost, fault);

    /// <summary>It is there and gives digital silence.</summary>
    /// <param name="fault">What is wrong, for people.</param>
    /// <returns>True where it gave sound before; false where it was lost already.</returns>
    public bool Silent(string fault) => Deaf(SourceState.Silent, fault);

    /// <summary>Its schedule says to pause: no fault.</summary>
    public void Paused() => Change(SourceState.Paused, () => _fault = null);

    /// <summary>Samples were lost on their way. Told as news where none were for a while.</summary>
    public void Overrun()
    {
        bool isNews;
        lock (_gate)
        {
            isNews = !HasOverrun;
            _overruns++;
            _overrunAt = _time.GetTimestamp();
        }

        if (isNews)
        {
            Overran?.Invoke();
        }
    }

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
            BranchHealth[] branches = [.. _branches.Select(branch => branch.Snapshot())];
            var first = branches.FirstOrDefault();
            return new SourceHealth
            {
                Name = Name,
                State = _state,
                Description = _format?.Description ?? string.Empty,
                SampleRate = _format?.SampleRate ?? 0,
                Samples = first?.Samples ?? default,
                MissingSamples = first?.MissingSamples ?? 0,
                LastSample = _lastSample?.Invoke(),
                Losses = _losses,
                Overruns = _overruns,
                Model = Model,
                Fault = _fault ?? (
                    HasOverrun ? "Samples are lost on their way: the device, the sound server or the machine is too busy." : null),
                Rejected = first?.Rejected ?? [],
                VoiceWindows = first?.VoiceWindows ?? 0,
                Branches = branches,
            };
        }
    }

    /// <summary>How far it has come, on the way of each model that listens to it; one entry before it was opened.</summary>
    public IReadOnlyList<SourceProgress> Progress()
    {
        lock (_gate)
        {
            return _branches.Count == 0
                ? [new SourceProgress(Name, null, _state, default, 0, _attempts, _fault)]
                : [.. _branches.Select((branch, index) => new SourceProgress(
                    Name, index == 0 ? null : branch.Model, _state, branch.Ledger.Counts(), branch.Ledger.InWindows, _attempts, _fault))];
        }
    }

    /// <summary>Whether samples were lost a short while ago. Under the lock.</summary>
    private bool HasOverrun => _overruns > 0 && _time.GetElapsedTime(_overrunAt) < OverrunSpan;

    private bool Deaf(SourceState state, string fault)
    {
        var gaveSound = false;
        Change(state, () =>
        {
            // Opened again and lost before it gave anything, it has never been back.
            gaveSound = _fault is null;
            _losses += gaveSound ? 1 : 0;
            _fault = fault;
            _attempts++;
        });
        return gaveSound;
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
