using AvianVox.Listening.Detection;

namespace AvianVox.Station.Camera;

/// <summary>
/// Decides whether a confirmation triggers a camera. Measured by the monotonic clock, so that a step of the system's clock opens and shuts
/// nothing. Safe for several threads.
/// </summary>
/// <param name="options">Validated options.</param>
/// <param name="species">Codes of the species that trigger it; null for all.</param>
/// <param name="isDay">Whether the sun is up at a moment; asked only where the options say so.</param>
/// <param name="time">The station's time.</param>
public sealed class CameraTrigger(
    CameraOptions options,
    IReadOnlySet<string>? species,
    Func<DateTimeOffset, bool> isDay,
    TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Guards <see cref="_times"/>.</summary>
    private readonly Lock _gate = new();

    /// <summary>Timestamps of the triggers of the last hour, oldest first; at most <see cref="CameraOptions.MostPerHour"/>.</summary>
    private readonly Queue<long> _times = new();

    /// <summary>Timestamp of the last trigger; meaningless before the first.</summary>
    private long _last;

    /// <summary>True after the first trigger.</summary>
    private bool _hasTriggered;

    /// <summary>Whether something may be for this camera at all: by source, species and confidence.</summary>
    /// <param name="detection">A confirmed detection.</param>
    public bool IsFor(DetectionRecord detection) =>
        detection.Confidence >= options.Confidence
        && options.Hears(detection.Source)
        && (species is null || species.Contains(detection.Label.Code));

    /// <summary>Takes a trigger, if cool-down, hour and sun allow it.</summary>
    /// <returns>Null when it was taken, else why not.</returns>
    public string? TryTake()
    {
        if (options.DayOnly && !isDay(time.GetUtcNow()))
        {
            return "the sun is down";
        }

        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (_hasTriggered && time.GetElapsedTime(_last, now).TotalSeconds < options.CoolDownSeconds)
            {
                return "it cools down";
            }

            while (_times.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= Hour)
            {
                _times.Dequeue();
            }

            if (_times.Count >= options.MostPerHour)
            {
                return "it was triggered often enough in the last hour";
            }

            _times.Enqueue(now);
            _last = now;
            _hasTriggered = true;
            return null;
        }
    }
}
