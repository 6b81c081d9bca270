using System.Globalization;
using AvianVox.Audio.Streams;
using AvianVox.Station.Identity;
using AvianVox.Listening.Settings;
using AvianVox.Listening.Sources;
using AvianVox.Station.Mqtt;

namespace AvianVox.Station.Camera;

/// <summary>The rules that tie the settings of cameras together, and to the rest.</summary>
/// <param name="fault">Takes key, value and message of what is wrong.</param>
internal sealed class CameraRules(FaultSink fault)
{
    /// <summary>Shells whose option -c takes a script, into which a placeholder would be read as part of the script.</summary>
    private static readonly string[] Shells = ["sh", "bash", "dash", "ash", "zsh", "ksh"];

    /// <summary>Checks them all.</summary>
    /// <param name="cameras">Options of all cameras.</param>
    /// <param name="station">Where the station is.</param>
    /// <param name="sources">Options of all sources.</param>
    /// <param name="mqtt">The broker.</param>
    public void Check(IList<CameraOptions> cameras, IdentityOptions station, IList<SourceOptions> sources, MqttOptions mqtt)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, camera) in cameras.Index())
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"Cameras:{index}");
            if (!names.Add(camera.Name))
            {
                fault($"{key}:Name", camera.Name, "another camera has this name");
            }

            if (camera.Command.Count == 0 && camera.GpioPin is null && camera.Url is null && camera.MqttTopic is null)
            {
                fault(key, null, "does nothing: set one of Command, GpioPin, Url, MqttTopic");
            }

            if (camera.DayOnly && station.Place is null)
            {
                fault($"{key}:DayOnly", "true", "needs to know where the sun rises: set Station:Latitude and Station:Longitude");
            }

            CheckSources(key, camera, sources);
            CheckCommand(key, camera);
            CheckUrl(key, camera);
            CheckTopic(key, camera, mqtt);
        }
    }

    private void CheckSources(string key, CameraOptions camera, IList<SourceOptions> sources)
    {
        foreach (var (index, name) in camera.Sources.Index())
        {
            if (!sources.Any(source => source.Name == name))
            {
                fault(string.Create(CultureInfo.InvariantCulture, $"{key}:Sources:{index}"), name, $"no source has this name; there {(sources.Count == 1 ? "is" : "are")} {string.Join(", ", sources.Select(source => source.Name))}");
            }
        }
    }

    private void CheckCommand(string key, CameraOptions camera)
    {
        var isShell = camera.Command.Count > 0 && Shells.Contains(Path.GetFileName(camera.Command[0]), StringComparer.Ordinal);
        foreach (var (index, argument) in camera.Command.Index())
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{key}:Command:{index}");
            CheckPlaceholders(at, argument);
            if (index == 0 && argument.Trim().Length == 0)
            {
                fault(at, argument, "must be the name or path of a program; each argument is an entry of its own");
            }

            if (isShell && index >= 2 && camera.Command[index - 1] == "-c" && ShotText.HasPlaceholder(argument))
            {
                fault(at, argument, "a placeholder in a shell's script could be read as a part of it: use the variables $AVIANVOX_PATH, $AVIANVOX_SPECIES ... in the script, or give \"{path}\" as a further argument and say \"$1\"");
            }
        }
    }

    private void CheckUrl(string key, CameraOptions camera)
    {
        if (camera.Url is not { } url)
        {
            return;
        }

        var shown = StreamUrl.WithoutSecrets(url);
        CheckPlaceholders($"{key}:Url", url, shown);
        if (!Uri.TryCreate(ShotText.Blank(url), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            fault($"{key}:Url", shown, "must be http://HOST/PATH or https://HOST/PATH");
        }
    }

    private void CheckTopic(string key, CameraOptions camera, MqttOptions mqtt)
    {
        if (camera.MqttTopic is not { } topic)
        {
            return;
        }

        CheckPlaceholders($"{key}:MqttTopic", topic);
        if (topic.Length == 0 || topic.AsSpan().IndexOfAny("+#\0") >= 0)
        {
            fault($"{key}:MqttTopic", topic, "must be a topic without + and #, such as avianvox/{station}/camera");
        }

        if (mqtt.Broker == MqttMode.Off)
        {
            fault($"{key}:MqttTopic", topic, "needs a broker, and Mqtt:Mode is Off");
        }
    }

    private void CheckPlaceholders(string key, string text, string? shown = null)
    {
        foreach (var unknown in ShotText.Unknown(text))
        {
            fault(key, shown ?? text, $"there is no placeholder {unknown}; there are {string.Join(", ", ShotText.Names.Select(name => $"{{{name}}}"))}");
        }
    }
}
