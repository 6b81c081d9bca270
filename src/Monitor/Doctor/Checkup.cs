using AvianVox.Listening.Clocks;
using AvianVox.Listening.Sources;
using AvianVox.Monitor.Configuration;
using AvianVox.Station.Exec;
using AvianVox.Station.Influx;
using AvianVox.Station.Mqtt;
using AvianVox.Station.Webhook;

namespace AvianVox.Monitor.Doctor;

/// <summary>All checks, in the order they are told.</summary>
internal static class Checkup
{
    /// <summary>The checks of a configuration that holds together.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="file">The file they came from; null where there is none.</param>
    /// <param name="factory">Makes sources.</param>
    /// <param name="length">How long each microphone is listened to.</param>
    /// <param name="meter">Shows its level meanwhile.</param>
    /// <param name="time">Measures.</param>
    public static IEnumerable<ICheck> Of(
        StationOptions options, string? file, ISourceFactory factory, TimeSpan length, IMeter meter, TimeProvider time)
    {
        yield return new ModelCheck(options, time);
        foreach (var source in options.Sources)
        {
            var probe = new SoundProbe(source, factory, length, meter, time);
            yield return new LevelCheck(probe);
            yield return new ClippingCheck(probe);
            yield return new NoiseFloorCheck(probe);
        }

        yield return new BrokerCheck(options, time);
        yield return new InfluxCheck(options, time);
        yield return new WebhookCheck(options, time);
        yield return new CommandCheck(options, time);
        yield return new JournalCheck(options.Data.Folder, Sinks(options), options.Station.Zone, time);
        yield return new DiskCheck(options.Data.Folder);
        yield return new PermissionsCheck(options, Secrets(options, file), "/dev/snd");
    }

    /// <summary>The checks of the machine, which need no configuration.</summary>
    /// <param name="time">The clock.</param>
    public static IEnumerable<ICheck> OfMachine(TimeProvider time)
    {
        yield return new ClockCheck(new KernelClock(), time);
        yield return new ThermalCheck("/sys", new FirmwareQuestion(time).ThrottledAsync);
    }

    /// <summary>Files that hold secrets, and which.</summary>
    private static List<(string File, string What)> Secrets(StationOptions options, string? file)
    {
        var secrets = new[] { options.Mqtt.PasswordFile, options.Mqtt.ClientKeyFile, options.Influx.TokenFile, options.Webhook.AuthorizationFile }
            .OfType<string>()
            .Select(secret => (secret, "a secret"))
            .ToList();
        if (file is not null)
        {
            // What stands in the environment or on the command line is in no file of ours.
            var keys = SettingSecrets.Of(options).Where(key => options.Origin(key)?.StartsWith(file, StringComparison.Ordinal) == true).ToList();
            if (keys.Count > 0)
            {
                secrets.Add((file, $"what may be a secret ({string.Join(", ", keys)})"));
            }
        }

        return secrets;
    }

    private static List<string> Sinks(StationOptions options) =>
    [
        .. options.Mqtt.Mode == MqttMode.Off ? [] : (string[])[MqttSink.SinkName],
        .. options.Influx.Url is null ? [] : (string[])[InfluxSink.SinkName],
        .. options.Webhook.Url is null ? [] : (string[])[WebhookSink.SinkName],
        .. options.Exec.Command is null ? [] : (string[])[ExecSink.SinkName],
    ];
}
