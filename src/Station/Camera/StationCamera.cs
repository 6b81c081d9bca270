using System.Collections.Concurrent;
using System.Globalization;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Station.Health;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Camera;

/// <summary>
/// One camera: its trigger, and its actions, which begin together. Drop rule: a trigger that finds as many under way as the
/// options allow is passed over and counted. Safe for several threads.
/// </summary>
/// <param name="options">Validated options.</param>
/// <param name="station">The station's id.</param>
/// <param name="trigger">Decides when.</param>
/// <param name="actions">What is done; owned.</param>
/// <param name="folder">Where pictures are expected: an absolute path.</param>
/// <param name="time">Bounds the actions.</param>
/// <param name="log">Told of failures.</param>
public sealed class StationCamera(
    CameraOptions options, string station, CameraTrigger trigger, IReadOnlyList<ICameraAction> actions, string folder, TimeProvider time, ILogger log) : IAsyncDisposable
{
    /// <summary>A later start is that of a recording, whose time is another than the station's.</summary>
    private const double MostMilliseconds = 60_000;

    /// <summary>How long what is under way may take to stop: a program is killed, which takes a moment.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(1);

    /// <summary>Cancelled when the station stops.</summary>
    private readonly CancellationTokenSource _stop = new();

    /// <summary>What is under way; at most as many as the options allow.</summary>
    private readonly ConcurrentDictionary<Guid, Task> _underWay = new();

    /// <summary>Triggers whose actions are under way.</summary>
    private int _running;

    /// <summary>1 once disposed.</summary>
    private int _disposed;

    private long _triggered;
    private long _failed;
    private long _passedOver;

    /// <summary>What went wrong at the last trigger.</summary>
    private volatile string? _fault;

    /// <summary>Milliseconds from window to action at the last trigger; not a number before the first.</summary>
    private double _startMilliseconds = double.NaN;

    /// <summary>Its name.</summary>
    public string Name => options.Name;

    /// <summary>How it fares.</summary>
    public CameraHealth Health => new(
        Name,
        Interlocked.Read(ref _triggered),
        Interlocked.Read(ref _failed),
        Interlocked.Read(ref _passedOver),
        Volatile.Read(ref _startMilliseconds) is var milliseconds && double.IsNaN(milliseconds) ? null : milliseconds,
        _fault);

    /// <summary>Looks at a confirmed detection, and starts the actions if it is one for this camera. Returns at once.</summary>
    /// <param name="detection">Confirmed just now.</param>
    /// <returns>Gives the picture's path below the folder, or null; null at once where nothing was started.</returns>
    public Task<string?>? Offer(DetectionRecord detection)
    {
        if (!trigger.IsFor(detection))
        {
            return null;
        }

        if (!TryBegin())
        {
            PassOver(detection.Label.CommonName, "its actions are still under way");
            return null;
        }

        if (trigger.TryTake() is { } reason)
        {
            Interlocked.Decrement(ref _running);
            PassOver(detection.Label.CommonName, reason);
            return null;
        }

        var label = detection.Label;
        return Begin(
            detection.Id,
            detection.Source,
            label.Code,
            label.ScientificName,
            label.CommonName,
            detection.Confidence,
            detection.Peak,
            detection.End);
    }

    /// <summary>Starts the actions at a person's word.</summary>
    /// <returns>False when too many are under way.</returns>
    public bool Take()
    {
        if (!TryBegin())
        {
            return false;
        }

        var now = time.GetUtcNow();
        _ = Begin(TimeOrderedId.At(now), "", CameraShot.Manual, CameraShot.Manual, CameraShot.Manual, 0, now, null);
        return true;
    }

    /// <summary>
    /// Gives up what is under way, kills its programs, and lets go of pins and connections. Nothing may be offered after this.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        // Known under several names where services are put together, it is disposed once for each.
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_underWay.Values).WaitAsync(StopLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var action in actions)
        {
            action.Dispose();
        }

        _stop.Dispose();
    }

    private bool TryBegin()
    {
        if (Interlocked.Increment(ref _running) <= options.AtOnce)
        {
            return true;
        }

        Interlocked.Decrement(ref _running);
        return false;
    }

    private void PassOver(string species, string reason)
    {
        Interlocked.Increment(ref _passedOver);
        log.LogDebug("Camera {Camera}: {Species} passed over: {Reason}", Name, species, reason);
    }

    private Task<string?> Begin(
        Guid id,
        string source,
        string code,
        string scientific,
        string species,
        double confidence,
        DateTimeOffset peak,
        DateTimeOffset? heard)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"{peak.UtcDateTime:yyyy/MM/dd}/{peak.UtcDateTime:HHmmss}-{Name}-{code}-{id.ToString("N")[^6..]}.{options.Extension}");
        var shot = new CameraShot(id, station, Name, source, code, scientific, species, confidence, peak, Path.Combine(folder, file));
        Interlocked.Increment(ref _triggered);
        var key = Guid.NewGuid();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _underWay[key] = done.Task;
        return Task.Run(
            async () =>
            {
                try
                {
                    return await RunAsync(shot, file, heard).ConfigureAwait(false);
                }
                finally
                {
                    Interlocked.Decrement(ref _running);
                    _underWay.TryRemove(key, out _);
                    done.SetResult();
                }
            },
            CancellationToken.None);
    }

    private async Task<string?> RunAsync(CameraShot shot, string file, DateTimeOffset? heard)
    {
        var milliseconds = heard is { } end ? (time.GetUtcNow() - end).TotalMilliseconds : double.NaN;
        if (milliseconds is >= 0 and < MostMilliseconds)
        {
            Volatile.Write(ref _startMilliseconds, milliseconds);
            log.LogInformation(
                "Camera {Camera}: {Species}, {Milliseconds:0} ms after the end of the window",
                Name,
                shot.Species,
                milliseconds);
        }
        else
        {
            log.LogInformation("Camera {Camera}: {Species}", Name, shot.Species);
        }

        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(options.TimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, bound.Token);
        var faults = await Task.WhenAll(actions.Select(action => DoAsync(action, shot, either.Token))).ConfigureAwait(false);
        _fault = faults.FirstOrDefault(fault => fault is not null);
        // Behind the fault: whoever sees the count finds the reason.
        Interlocked.Add(ref _failed, faults.Count(fault => fault is not null));
        return File.Exists(shot.Path) ? file : null;
    }

    /// <summary>One action from begin to end.</summary>
    /// <returns>Why it failed, or null.</returns>
    private async Task<string?> DoAsync(ICameraAction action, CameraShot shot, CancellationToken cancellation)
    {
        string fault;
        try
        {
            if (action is CommandAction)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(shot.Path)!);
            }

            await action.RunAsync(shot, cancellation).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            fault = "was given up because the station stops";
        }
        catch (OperationCanceledException)
        {
            fault = string.Create(CultureInfo.InvariantCulture, $"did not end within {options.TimeoutSeconds:0.#} s and was given up");
        }
        catch (CameraException error)
        {
            fault = error.Message;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            fault = $"finds no place for its picture: {error.Message}";
        }

        log.LogWarning("Camera {Camera}: {Action} {Fault}", Name, action.Name, fault);
        return $"{action.Name} {fault}";
    }
}
