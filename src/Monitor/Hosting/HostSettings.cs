using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Sources;
using AvianVox.Monitor.Configuration;

namespace AvianVox.Monitor.Hosting;

/// <summary>What the command line decides about a run, beyond the configuration.</summary>
internal sealed record HostSettings
{
    /// <summary>Tells more in the log, and traces of faults.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Logs warnings and faults only, where <see cref="IsVerbose"/> does not ask for more.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Hears of detections too, after the journal; null for nobody.</summary>
    public IDetectionSink? Listener { get; init; }

    /// <summary>Tells in the log of each detection that a rule rejected, and why.</summary>
    public bool Explains { get; init; }

    /// <summary>Hears of what the rules reject in place of the log; null for nobody.</summary>
    public IRejectionSink? Rejections { get; init; }

    /// <summary>Loads the configuration again from where it came; null where there is nothing to load.</summary>
    public Func<StationOptions>? Reload { get; init; }

    /// <summary>Waits for microphones that are not there at start.</summary>
    public bool WaitForDevices { get; init; }

    /// <summary>Makes the sources; null for microphones, recordings and standard input.</summary>
    public ISourceFactory? Sources { get; init; }

    /// <summary>Tells whether the system's clock is right; null asks the system, unless the configuration vouches for it.</summary>
    public IClockSource? Clock { get; init; }

    /// <summary>The station's time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
