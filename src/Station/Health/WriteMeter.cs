namespace AvianVox.Station.Health;

/// <summary>Measures what the process writes to the disk. Safe for several threads.</summary>
/// <param name="written">Bytes written since the process started; null where the system does not tell.</param>
/// <param name="time">The station's time.</param>
internal sealed class WriteMeter(Func<long?> written, TimeProvider time)
{
    /// <summary>Span that a day's figure is taken from.</summary>
    private static readonly TimeSpan Span = TimeSpan.FromHours(24);

    /// <summary>Between two marks, so that there are never more than 25.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Within this a figure for a day would mean nothing.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();

    /// <summary>What had been written when; oldest first.</summary>
    private readonly Queue<(long Stamp, long Bytes)> _marks = new();

    private long _lastMark;

    /// <summary>A meter of this process.</summary>
    /// <param name="time">The station's time.</param>
    public static WriteMeter OfProcess(TimeProvider time) => new(() => FromProcess("/proc/self/io"), time);

    /// <summary>What has been written; to be asked at least every few minutes. Null where the system does not tell.</summary>
    public DiskWear? Read()
    {
        lock (_gate)
        {
            if (written() is not { } bytes)
            {
                return null;
            }

            var now = time.GetTimestamp();
            if (_marks.Count == 0 || time.GetElapsedTime(_lastMark, now) >= Interval)
            {
                _marks.Enqueue((now, bytes));
                _lastMark = now;
            }

            while (_marks.Count > 1 && time.GetElapsedTime(_marks.Peek().Stamp, now) > Span)
            {
                _marks.Dequeue();
            }

            var (stamp, before) = _marks.Peek();
            var elapsed = time.GetElapsedTime(stamp, now);
            return new DiskWear(bytes, elapsed < Least ? null : (bytes - before) / elapsed.TotalDays);
        }
    }

    /// <summary>Reads "write_bytes" of the kernel's account of a process: what it caused to be sent to the disk.</summary>
    /// <param name="path">The account.</param>
    internal static long? FromProcess(string path)
    {
        try
        {
            foreach (var line in File.ReadLines(path))
            {
                if (line.StartsWith("write_bytes:", StringComparison.Ordinal) && long.TryParse(line.AsSpan("write_bytes:".Length), out var bytes))
                {
                    return bytes;
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Another system, or one that hides it.
        }

        return null;
    }
}
