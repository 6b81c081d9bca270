using System.Threading.Channels;
using AvianVox.Station.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Clips.Retention;

/// <summary>
/// Keeps clips within their bounds, on a schedule of its own: at start, every <see cref="ClipsOptions.RetentionMinutes"/>, and when it is
/// asked to make room.
/// </summary>
/// <param name="options">The bounds and the schedule.</param>
/// <param name="store">The clips.</param>
/// <param name="journal">Remembers which are gone.</param>
/// <param name="time">The station's time.</param>
/// <param name="log">Told what is deleted and what cannot be.</param>
public sealed class RetentionService(
    ClipsOptions options,
    IClipStore store,
    IJournalAppender journal,
    TimeProvider time,
    ILogger log) : BackgroundService
{
    /// <summary>Least time between two looks, however often it is asked.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>What was begun longer ago is not being written any more.</summary>
    private static readonly TimeSpan PartAge = TimeSpan.FromHours(1);

    /// <summary>One place: any number of wishes is one look.</summary>
    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile RetentionState _last = new(0, 0, 0, null);

    /// <summary>What it found and did last.</summary>
    public RetentionState Last => _last;

    /// <summary>Asks it to look soon. Any thread.</summary>
    public void Ask() => _asked.Writer.TryWrite(true);

    /// <summary>Looks once, and deletes what is to go.</summary>
    public void Tidy()
    {
        var now = time.GetUtcNow();
        var deleted = 0L;
        string? fault = null;
        long clips = _last.Clips;
        long bytes = _last.Bytes;
        try
        {
            store.CleanUp(now - PartAge);
            // A picture lies there a moment before its sound does.
            var list = store.List().Where(clip => clip.HasSound || now - clip.Written > PartAge).ToList();
            clips = list.Count(clip => clip.HasSound);
            bytes = list.Sum(clip => clip.Bytes);
            var plan = RetentionPlan.Make(list, store.FreeBytes(), RetentionLimits.From(options), now);
            fault = plan.Unmet;
            foreach (var clip in plan.Delete)
            {
                store.Delete(clip);
                bytes -= clip.Bytes;
                if (clip.HasSound)
                {
                    journal.ForgetClip(clip.Path, now);
                    clips--;
                    deleted++;
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            fault = $"Old clips cannot be deleted: {error.Message}";
        }

        if (fault is not null && fault != _last.Fault)
        {
            log.LogWarning("Clips: {Fault}", fault);
        }

        if (deleted > 0)
        {
            log.LogInformation("Clips: {Count} deleted to keep within the bounds; {Left} are left", deleted, clips);
        }

        _last = new RetentionState(clips, bytes, _last.Deleted + deleted, fault);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                Tidy();
                await Task.Delay(Pause, time, stoppingToken);
                var rest = TimeSpan.FromMinutes(options.RetentionMinutes) - Pause;
                using var timer = new CancellationTokenSource(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, timer.Token);
                try
                {
                    await _asked.Reader.ReadAsync(either.Token);
                }
                catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
                {
                    // It is time.
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }
}
