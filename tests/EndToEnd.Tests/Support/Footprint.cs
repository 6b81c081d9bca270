using System.Globalization;

namespace AvianVox.EndToEnd.Tests.Support;

/// <summary>What a process takes of the machine at one moment.</summary>
/// <param name="Seconds">Since the start, in the station's time.</param>
/// <param name="ResidentKilobytes">Resident memory.</param>
/// <param name="Handles">Open file descriptors.</param>
/// <param name="Threads">Threads.</param>
internal readonly record struct Footprint(double Seconds, long ResidentKilobytes, int Handles, int Threads)
{
    /// <summary>Of this process, now.</summary>
    /// <param name="seconds">Since the start, in the station's time.</param>
    public static Footprint Take(double seconds)
    {
        var status = File.ReadAllLines("/proc/self/status");
        return new Footprint(seconds, Number("VmRSS:"), Directory.GetFiles("/proc/self/fd").Length, (int)Number("Threads:"));

        long Number(string key) => long.Parse(
            status.First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }

    /// <summary>As a line of a file.</summary>
    public string Line() => string.Create(CultureInfo.InvariantCulture, $"{Seconds:0.0},{ResidentKilobytes},{Handles},{Threads}");

    /// <summary>From a line of a file.</summary>
    /// <param name="line">The line.</param>
    public static Footprint Parse(string line)
    {
        var parts = line.Split(',');
        return new Footprint(
            double.Parse(parts[0], CultureInfo.InvariantCulture),
            long.Parse(parts[1], CultureInfo.InvariantCulture),
            int.Parse(parts[2], CultureInfo.InvariantCulture),
            int.Parse(parts[3], CultureInfo.InvariantCulture));
    }
}
