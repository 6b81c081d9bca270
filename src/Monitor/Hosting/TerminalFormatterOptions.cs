using Microsoft.Extensions.Logging.Console;

namespace AvianVox.Monitor.Hosting;

/// <summary>What <see cref="TerminalFormatter"/> goes by.</summary>
internal sealed class TerminalFormatterOptions : ConsoleFormatterOptions
{
    /// <summary>Time zone of the lines.</summary>
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Local;

    /// <summary>The station's time.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Whether traces of faults are shown.</summary>
    public bool ShowsTraces { get; set; }
}
