using System.Net.Sockets;
using AvianVox.Listening.Status;
using AvianVox.Station.Health;
using AvianVox.Station.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Watchdog;

/// <summary>
/// Speaks with the service manager: ready when sound really flows, alive as long as <see cref="ProgressWatch"/> finds
/// nothing standing still, and one line of status. When something does stand still it says so and falls silent, and the
/// manager starts the station again. Without a manager the log is told all the same.
/// </summary>
internal sealed class ServiceWatch : BackgroundService
{
    /// <summary>
    /// How long sound may take before the station calls itself ready without it: it runs, and looks for its microphones without end.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Between two looks before sound flows.</summary>
    private static readonly TimeSpan StartInterval = TimeSpan.FromMilliseconds(200);

    private readonly ISystemdNotifier _notifier;
    private readonly HealthReporter _health;
    private readonly IJournalMaintenance _journal;
    private readonly Func<DateTimeOffset, DayTally?> _tally;
    private readonly TimeZoneInfo _zone;
    private readonly CancellationToken _stopping;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ProgressWatch _watch;

    /// <summary>Between two looks once sound flows: at least three within the time that the manager allows.</summary>
    private readonly TimeSpan _interval;

    /// <summary>True where the manager expects signs of life.</summary>
    private readonly bool _isFed;

    /// <summary>Last line of status.</summary>
    private string _status = "";

    /// <summary>What stood still at the last look.</summary>
    private string? _stalled;

    /// <summary>True after the manager could not be told something.</summary>
    private bool _isUnheard;

    /// <summary>Creates the service.</summary>
    /// <param name="manager">Whoever started the station.</param>
    /// <param name="health">Knows the sources.</param>
    /// <param name="journal">Watched.</param>
    /// <param name="today">What the line of status tells of today.</param>
    /// <param name="time">The station's time.</param>
    /// <param name="log">For people.</param>
    public ServiceWatch(
        ServiceManager manager,
        HealthReporter health,
        IJournalMaintenance journal,
        TodayText today,
        TimeProvider time,
        ILogger log)
    {
        _notifier = manager.Notifier;
        _health = health;
        _journal = journal;
        _tally = today.Tally;
        _zone = today.Zone;
        _stopping = manager.Stopping;
        _time = time;
        _log = log;
        _watch = new ProgressWatch(time);
        _isFed = manager.Within is not null;
        _interval = manager.Within is { } most && most / 3 < Interval ? most / 3 : Interval;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping, stoppingToken);
        try
        {
            await WaitForSoundAsync(stop.Token).ConfigureAwait(false);
            while (true)
            {
                Look();
                await Task.Delay(_interval, _time, stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Tell("STOPPING=1\nSTATUS=Stopping: working through what was heard last");
        }
    }

    /// <summary>Waits until sound flows or will not for now, and says that the station is ready.</summary>
    private async Task WaitForSoundAsync(CancellationToken cancellation)
    {
        var begin = _time.GetTimestamp();
        while (true)
        {
            var sources = _health.Progress();
            var hears = sources.Any(source => source.Samples.Captured > 0);
            // Paused by its schedule, or at its end: there is nothing to wait for.
            var waits = sources.Count == 0 || sources.Any(source => source.State is SourceState.Starting or SourceState.Lost);
            var isOver = _time.GetElapsedTime(begin) >= Grace;
            if (hears || !waits || isOver)
            {
                Tell("READY=1");
                if (!hears && waits)
                {
                    _log.LogWarning(
                        "No sound after {Grace:0} s; the station runs, and looks for its sources without end",
                        Grace.TotalSeconds);
                }

                return;
            }

            ShowStatus($"Waiting for sound: {StatusText.Write(sources, tally: null, _journal.Progress.Fault, stalled: null, _zone)}");
            await Task.Delay(StartInterval, _time, cancellation).ConfigureAwait(false);
        }
    }

    private void Look()
    {
        var sources = _health.Progress();
        var stalled = _watch.Look(sources, _journal.Progress);
        if (stalled is not null && _stalled is null)
        {
            _log.LogCritical("The station stands still: {What}", stalled);
        }
        else if (stalled is null && _stalled is not null)
        {
            _log.LogWarning("The station goes on");
        }

        _stalled = stalled;
        if (stalled is null && _isFed)
        {
            Tell("WATCHDOG=1");
        }

        ShowStatus(StatusText.Write(sources, Today(), _journal.Progress.Fault, stalled, _zone));
    }

    /// <summary>What was heard today.</summary>
    private DayTally? Today()
    {
        var now = TimeZoneInfo.ConvertTime(_time.GetUtcNow(), _zone);
        return _notifier.IsEnabled ? _tally(new DateTimeOffset(now.Date, _zone.GetUtcOffset(now.Date))) : null;
    }

    private void ShowStatus(string status)
    {
        if (status != _status)
        {
            _status = status;
            Tell($"STATUS={status}");
        }
    }

    private void Tell(string state)
    {
        try
        {
            _notifier.Notify(new ServiceState(state));
        }
        catch (SocketException fault)
        {
            // The manager's affair: the station goes on, and is restarted if the manager means it.
            _log.Log(_isUnheard ? LogLevel.Debug : LogLevel.Warning, "The service manager cannot be reached: {Fault}", fault.Message);
            _isUnheard = true;
        }
    }
}
