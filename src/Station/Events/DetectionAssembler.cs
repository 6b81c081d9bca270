using System.Collections.Concurrent;
using AvianVox.Listening.Detection;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Events;

/// <summary>
/// Holds an ended detection back until all that belongs to its event is there, and no longer than <see cref="Limit"/>. A
/// detection to which nothing belongs goes on at once, on the thread that gave it; so does every confirmation. Safe for
/// several threads. What is held when power fails is ended by the journal at the next start, as all that was open is.
/// </summary>
/// <param name="inner">Hears of detections; safe for several threads.</param>
/// <param name="attachments">What may belong to a detection.</param>
/// <param name="time">The station's time.</param>
/// <param name="log">Told what came too late.</param>
public sealed class DetectionAssembler(
    IDetectionSink inner,
    IReadOnlyList<IDetectionAttachment> attachments,
    TimeProvider time,
    ILogger log) : IDetectionSink
{
    /// <summary>How long an event waits for what belongs to it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Events that wait. As many as detections end within <see cref="Limit"/>: bounded by the number of sources and labels.
    /// </summary>
    private readonly ConcurrentDictionary<Guid, Task> _held = new();

    /// <summary>Completed when nothing is waited for any more.</summary>
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Events that wait now.</summary>
    public int Held => _held.Count;

    /// <inheritdoc />
    public void Confirmed(DetectionRecord detection) => inner.Confirmed(detection);

    /// <inheritdoc />
    public void Ended(DetectionRecord detection)
    {
        ArgumentNullException.ThrowIfNull(detection);
        List<Task<Func<DetectionRecord, DetectionRecord>>>? parts = null;
        foreach (var attachment in attachments)
        {
            if (attachment.Attach(detection) is { } part)
            {
                (parts ??= []).Add(part);
            }
        }

        if (parts is null)
        {
            inner.Ended(detection);
            return;
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _held[detection.Id] = done.Task;
        _ = Task.Run(() => CompleteAsync(detection, parts, done));
    }

    /// <summary>Completes when every event held so far has gone on. Once a bound is over, what still waits goes on as it stands.</summary>
    /// <param name="limit">How long what is still missing may take.</param>
    public async Task FlushAsync(TimeSpan limit)
    {
        if (_held.IsEmpty)
        {
            return;
        }

        var all = Task.WhenAll(_held.Values);
        try
        {
            await all.WaitAsync(limit, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _release.TrySetResult();
            await all.ConfigureAwait(false);
        }
    }

    private async Task CompleteAsync(
        DetectionRecord detection,
        List<Task<Func<DetectionRecord, DetectionRecord>>> parts,
        TaskCompletionSource done)
    {
        try
        {
            using var over = new CancellationTokenSource();
            // Neither a fault nor the bound may keep the event from being written: it then goes without that part.
            await Task.WhenAny(Task.WhenAll(parts), _release.Task, Task.Delay(Limit, time, over.Token)).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
            foreach (var part in parts)
            {
                if (part.IsCompletedSuccessfully)
                {
                    detection = (await part.ConfigureAwait(false))(detection);
                }
                else
                {
                    log.LogWarning(
                        "{Source}: the event of {Species} goes without what belongs to it: {Fault}",
                        detection.Source,
                        detection.Label.CommonName,
                        part.Exception?.GetBaseException().Message ?? "it was not ready in time");
                }
            }

            inner.Ended(detection);
        }
        catch (Exception fault)
        {
            // A journal that takes nothing any more ends the station through the threads that classify; here nobody listens.
            log.LogError(
                fault,
                "{Source}: the event of {Species} could not be written: {Fault}",
                detection.Source,
                detection.Label.CommonName,
                fault.Message);
        }
        finally
        {
            _held.TryRemove(detection.Id, out _);
            done.TrySetResult();
        }
    }
}
