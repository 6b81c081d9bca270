using System.Globalization;
using AvianVox.Classification.Packages;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Settings;
using AvianVox.Station.Identity;
using AvianVox.Station.Mqtt;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Camera;

/// <summary>Makes the cameras from the configuration.</summary>
/// <param name="station">Who and where the station is.</param>
/// <param name="pictures">Folder of the pictures.</param>
/// <param name="broker">Where messages go.</param>
/// <param name="gpio">The machine's pins.</param>
/// <param name="time">The station's time.</param>
/// <param name="log">Told of failures.</param>
public sealed class CameraFactory(
    IdentityOptions station,
    string pictures,
    MqttOptions broker,
    IGpio gpio,
    TimeProvider time,
    ILogger log)
{
    /// <summary>Folder of the pictures below the data folder.</summary>
    public const string Folder = "pictures";

    /// <summary>Notes every species of the cameras that no model of the station knows.</summary>
    /// <param name="cameras">Validated options.</param>
    /// <param name="labels">Labels of the station's models.</param>
    /// <param name="faults">Receives the faults.</param>
    public static void Check(IList<CameraOptions> cameras, IReadOnlyList<Label> labels, ICollection<ConfigurationFault> faults)
    {
        var settings = new LabelSettings(labels, faults);
        foreach (var (index, camera) in cameras.Index())
        {
            settings.Among(camera.Species, string.Create(CultureInfo.InvariantCulture, $"Cameras:{index}:Species"));
        }
    }

    /// <summary>Makes them.</summary>
    /// <param name="cameras">Validated options.</param>
    /// <param name="labels">Labels of the station's models.</param>
    public CameraService Create(IList<CameraOptions> cameras, IReadOnlyList<Label> labels) =>
        new([.. cameras.Select(camera => Create(camera, labels))]);

    private StationCamera Create(CameraOptions camera, IReadOnlyList<Label> labels)
    {
        // Labels of several models: an index tells nothing here, and a name may stand for one in each.
        var species = camera.Species.Count == 0
            ? null
            : labels.Where(label => camera.Species.Any(name => LabelNames.IsCalled(label, name))).Select(label => label.Code).ToHashSet(
                StringComparer.Ordinal);
        var trigger = new CameraTrigger(camera, species, at => Daylight.IsDay(station, at), time);
        return new StationCamera(camera, station.Id, trigger, [.. Actions(camera)], pictures, time, log);
    }

    private IEnumerable<ICameraAction> Actions(CameraOptions camera)
    {
        // The pin first: it is the fastest, and a lamp is to burn when the picture is taken.
        if (camera.GpioPin is { } pin)
        {
            var pulse = new PulseAction(
                gpio,
                pin,
                TimeSpan.FromMilliseconds(camera.GpioMilliseconds),
                camera.GpioActiveLow,
                time,
                out var fault);
            if (fault is not null)
            {
                log.LogWarning("Camera {Camera}: {Fault}", camera.Name, fault);
            }

            yield return pulse;
        }

        if (camera.Command.Count > 0)
        {
            yield return new CommandAction([.. camera.Command], time);
        }

        if (camera.Url is { } url)
        {
            yield return new HttpAction(url, camera.Method);
        }

        if (camera.MqttTopic is { } topic)
        {
            var topics = new MqttTopics(broker.TopicPrefix, station.Id);
            yield return new MqttAction(topic, new MqttLink(broker, station.Id, topics), camera.Name);
        }
    }
}
