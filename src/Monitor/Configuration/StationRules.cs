using AvianVox.Listening.Detection;
using AvianVox.Listening.Settings;
using AvianVox.Listening.Sources;
using AvianVox.Station.Camera;
using AvianVox.Station.Clips;
using AvianVox.Station.Identity;
using AvianVox.Station.Influx;
using AvianVox.Station.Mqtt;
using AvianVox.Station.Scheduling;
using AvianVox.Station.Sinks;
using AvianVox.Station.Webhook;

namespace AvianVox.Monitor.Configuration;

/// <summary>The rules of all features that tie settings together, or to files on this machine. Each stands beside its feature.</summary>
/// <param name="fault">Takes what is wrong.</param>
internal sealed class StationRules(FaultSink fault)
{
    /// <summary>Checks them all.</summary>
    /// <param name="options">The station's options.</param>
    public void Check(StationOptions options)
    {
        new IdentityRules(fault).Check(options.Station);
        new SourceRules(fault).Check(options.Sources);
        new ScheduleRules(fault).Check(options.Sources, options.Station);
        new DetectorSettingRules(fault).Check(options.Detector, options.Station.Place);
        new CameraRules(fault).Check(options.Cameras, options.Station, options.Sources, options.Mqtt);
        new ClipRules(fault).Check(options.Clips);
        new MqttRules(fault).Check(options.Mqtt);
        new InfluxRules(fault).Check(options.Influx);
        new WebhookRules(fault).Check(options.Webhook);
        new SinkRules(fault).Check(options.Sinks);
    }
}
