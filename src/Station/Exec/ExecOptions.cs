using AvianVox.Listening.Settings;
using AvianVox.Station.Sinks;
using AvianVox.Station.Webhook;

namespace AvianVox.Station.Exec;

/// <summary>The command that is run for each entry, with the entry as JSON on its standard input.</summary>
[SettingGroup]
public sealed class ExecOptions : SinkFilterOptions
{
    /// <summary>What /bin/sh runs, of which the program alone is ever shown; null for none. Default null.</summary>
    [HoldsArguments]
    public string? Command { get; set; }

    /// <summary>How long one run may take, in seconds, until it is killed; 0.1 to 3,600. Default 30.</summary>
    [Between(0.1, 3_600)]
    public double TimeoutSeconds { get; set; } = 30;

    /// <summary>
    /// Most runs at once, 1 to 16. With 1 their order is that of the events; with more they begin in that order. Default 1.
    /// </summary>
    [Between(1, 16)]
    public int AtOnce { get; set; } = 1;

    /// <summary>Which entries: "detection", "event", "gap", "effort", "correction"; empty for detection and event. Default empty.</summary>
    [Pattern(WebhookOptions.KindNames, WebhookOptions.KindsAllowed)]
    public IList<string> Kinds { get; set; } = [];
}
