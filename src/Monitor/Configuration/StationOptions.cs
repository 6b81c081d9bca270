using AvianVox.Listening.Settings;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Models;
using AvianVox.Listening.Sources;
using AvianVox.Station.Camera;
using AvianVox.Station.Clips;
using AvianVox.Station.Exec;
using AvianVox.Station.Identity;
using AvianVox.Station.Influx;
using AvianVox.Station.Journal;
using AvianVox.Station.Mqtt;
using AvianVox.Station.Sinks;
using AvianVox.Station.Webhook;

namespace AvianVox.Monitor.Configuration;

/// <summary>
/// Everything a station can be told: config/station.json, AVIANVOX__ environment variables and --set, in rising order of precedence.
/// </summary>
[SettingGroup]
public sealed class StationOptions
{
    /// <summary>Who and where the station is.</summary>
    public IdentityOptions Station { get; set; } = new();

    /// <summary>Where it keeps what it wrote down.</summary>
    public DataOptions Data { get; set; } = new();

    /// <summary>What it listens to; one pipeline each, with different names. Default one: the default microphone, named "mic".</summary>
    public IList<SourceOptions> Sources { get; set; } = [];

    /// <summary>What classifies.</summary>
    public ModelOptions Model { get; set; } = new();

    /// <summary>What makes a detection.</summary>
    public DetectorOptions Detector { get; set; } = new();

    /// <summary>What is kept of the sound.</summary>
    public ClipsOptions Clips { get; set; } = new();

    /// <summary>What happens when certain birds are confirmed. Default none.</summary>
    public IList<CameraOptions> Cameras { get; set; } = [];

    /// <summary>Where events are published.</summary>
    public MqttOptions Mqtt { get; set; } = new();

    /// <summary>The time series database they are written to.</summary>
    public InfluxOptions Influx { get; set; } = new();

    /// <summary>The address they are sent to by HTTP.</summary>
    public WebhookOptions Webhook { get; set; } = new();

    /// <summary>The command that is run for each.</summary>
    public ExecOptions Exec { get; set; } = new();

    /// <summary>How much of the journal's log is kept for all of these.</summary>
    public SinksOptions Sinks { get; set; } = new();

    /// <summary>Where the value of a key came from, for faults that are found later; null for a default.</summary>
    internal Func<string, string?> Origin { get; set; } = _ => null;

    /// <summary>A key as it was written, for faults that are found later: lists close the gaps of their numbers.</summary>
    internal Func<string, string> Written { get; set; } = key => key;

    /// <summary>Whether what a source hears is wanted soon: a camera waits for it.</summary>
    /// <param name="source">One of <see cref="Sources"/>.</param>
    public bool IsPrompt(SourceOptions source) => Cameras.Any(camera => camera.Hears(source.Name));
}
