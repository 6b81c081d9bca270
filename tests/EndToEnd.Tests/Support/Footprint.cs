using System.Globalization;

namespace AvianVox.EndToEnd.Tests.Support;

/// <summary>What a process takes of the machine at one moment.</summary>
/// <param name="Seconds">Since the start, in the station's time.</param>
/// <param name="ResidentKilobytes">Resident memory.</param>
/// <param name="Handles">Open file descriptors.</param>
/// <param name="Threads">Threads.</param>
/// <param name="CommittedKilobytes">Part of the memory that the garbage collector holds.</param>
/// <param name="HeapKilobytes">Part of that which was in use after the last collection.</param>
internal readonly record struct Footprint(double Seconds, long ResidentKilobytes, int Handles, int Threads, long CommittedKilobytes, long HeapKilobytes)
{
    /// <summary>Of this process, now.</summary>
    /// <param name="seconds">Since the start, in the station's time.</param>
    public static Footprint Take(double seconds)
    {
        var status = File.ReadAllLines("/proc/self/status");
        var collector = GC.GetGCMemoryInfo();
        return new Footprint(
            seconds,
            Number("VmRSS:"),
            Directory.GetFiles("/proc/self/fd").Length,
            (int)Number("Threads:"),
            collector.TotalCommittedBytes / 1024,
            collector.HeapSizeBytes / 1024);

        long Number(string key) => long.Parse(
            status.First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }

    /// <summary>As a line of a file.</summary>
    public string Line() => string.Create(CultureInfo.InvariantCulture, $"{Seconds:0.0},{ResidentKilobytes},{Handles},{Threads},{CommittedKilobytes},{HeapKilobytes}");

    /// <summary>From a line of a file.</summary>
    /// <param name="line">The line.</param>
    public static Footprint Parse(string line)
    {
        var parts = line.Split(',');
        return new Footprint(
            double.Parse(parts[0], CultureInfo.InvariantCulture),
            long.Parse(parts[1], CultureInfo.InvariantCulture),
            int.Parse(parts[2], CultureInfo.InvariantCulture),
            int.Parse(parts[3], CultureInfo.InvariantCulture),
            long.Parse(parts[4], CultureInfo.InvariantCulture),
            long.Parse(parts[5], CultureInfo.InvariantCulture));
    }
}
