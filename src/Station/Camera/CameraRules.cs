using System.Globalization;
using System.Text.RegularExpressions;
using AvianVox.Station.Identity;
using AvianVox.Listening.Settings;
using AvianVox.Listening.Sources;
using AvianVox.Station.Mqtt;

namespace AvianVox.Station.Camera;

/// <summary>The rules that tie the settings of cameras together, and to the rest.</summary>
/// <param name="fault">Takes key, value and message of what is wrong.</param>
public sealed partial class CameraRules(FaultSink fault)
{
    private const string WayOut = "use the variables $AVIANVOX_PATH, $AVIANVOX_SPECIES ... in a script, or give \"{path}\", \"{species}\" ... as further arguments behind it and say \"$1\"";

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

    /// <summary>
    /// What a program makes of an argument nobody can tell from its name: a shell may stand behind "env" or "timeout", at the other end of
    /// "ssh", or in a program of the owner's own. So the rules are about the arguments, and hold for every program.
    /// </summary>
    private void CheckCommand(string key, CameraOptions camera)
    {
        foreach (var (index, argument) in camera.Command.Index())
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{key}:Command:{index}");
            CheckPlaceholders(at, argument);
            if (index == 0 && (argument.Trim().Length == 0 || ShotText.HasPlaceholder(argument)))
            {
                fault(at, argument, "must be the name or path of a program, without placeholders; each argument is an entry of its own");
            }
            else if (ShotText.HasOthersText(argument) && (!ShotText.IsPlaceholder(argument) || camera.Command[index - 1].StartsWith('-')))
            {
                fault(at, argument, $"a name that others wrote is given as an argument of its own, and not as the value of an option, where a program may read it as a script: {WayOut}");
            }
            else if (!PlainWords().IsMatch(ShotText.Blank(argument)) && ShotText.HasPlaceholder(argument))
            {
                fault(at, argument, $"a placeholder within a script could be read as a part of it: {WayOut}");
            }
        }
    }

    private void CheckUrl(string key, CameraOptions camera)
    {
        if (camera.Url is not { } url)
        {
            return;
        }

        CheckPlaceholders($"{key}:Url", url);
        if (!Uri.TryCreate(ShotText.Blank(url), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            fault($"{key}:Url", url, "must be http://HOST/PATH or https://HOST/PATH");
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

    private void CheckPlaceholders(string key, string text)
    {
        foreach (var unknown in ShotText.Unknown(text))
        {
            fault(key, text, $"there is no placeholder {unknown}; there are {string.Join(", ", ShotText.Names.Select(name => $"{{{name}}}"))}");
        }
    }

    // What no shell takes apart: a placeholder may stand among these, as in --output={path}.
    [GeneratedRegex(@"^[A-Za-z0-9_./:=,+@%-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainWords();
}
