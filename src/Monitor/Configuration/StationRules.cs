using System.Globalization;
using System.Net;
using AvianVox.Audio.Streams;
using AvianVox.Monitor.Scheduling;

namespace AvianVox.Monitor.Configuration;

/// <summary>The rules that tie settings together, or to files on this machine.</summary>
/// <param name="fault">Takes key, value and message of what is wrong.</param>
internal sealed class StationRules(Action<string, string?, string> fault)
{
    /// <summary>Checks them all.</summary>
    /// <param name="options">The station's options.</param>
    public void Check(StationOptions options)
    {
        CheckStation(options.Station);
        CheckSources(options.Sources, options.Station);
        new DetectorSettingRules(fault).Check(options.Detector, options.Station);
        new CameraRules(fault).Check(options);
        CheckClips(options.Clips);
        CheckMqtt(options.Mqtt);
        new SinkRules(fault).Check(options);
    }

    private void CheckStation(IdentityOptions station)
    {
        if (station.Latitude is null != station.Longitude is null)
        {
            var missing = station.Latitude is null ? "Latitude" : "Longitude";
            fault($"Station:{missing}", "null", "latitude and longitude go together: set both or none");
        }

        if (station.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            fault("Station:TimeZone", zone, "must be an IANA time zone that this system knows, such as Europe/London (Debian: apt-get install tzdata)");
        }
    }

    private void CheckSources(IList<SourceOptions> sources, IdentityOptions station)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var input = false;
        foreach (var (index, source) in sources.Index())
        {
            if (!names.Add(source.Name))
            {
                fault(string.Create(CultureInfo.InvariantCulture, $"Sources:{index}:Name"), source.Name, "another source has this name; topics and tables need different ones");
            }

            if (source.Input == "-" && input)
            {
                fault(string.Create(CultureInfo.InvariantCulture, $"Sources:{index}:Input"), "-", "only one source can read standard input");
            }

            if (source.Live && source.Input != "-")
            {
                fault(string.Create(CultureInfo.InvariantCulture, $"Sources:{index}:Live"), "true", "is for standard input (Input \"-\") only; a microphone is live without it, and a recording never is");
            }

            input |= source.Input == "-";
            CheckSource(index, source, station);
        }
    }

    private void CheckSource(int index, SourceOptions source, IdentityOptions station)
    {
        string Key(string setting) => string.Create(CultureInfo.InvariantCulture, $"Sources:{index}:{setting}");
        if (SourceInput.IsStream(source.Input) && !StreamUrl.IsValid(source.Input))
        {
            fault(Key(nameof(source.Input)), StreamUrl.WithoutSecrets(source.Input), $"must be {StreamUrl.Allowed}");
        }

        if (source.Channel > 1 && source.Input == SourceInput.StandardInput)
        {
            fault(Key(nameof(source.Channel)), source.Channel.ToString(CultureInfo.InvariantCulture), "standard input has one channel");
        }

        if (source.Schedule is not { } schedule)
        {
            return;
        }

        if (!Schedule.TryParse(schedule, out var spans))
        {
            fault(Key(nameof(source.Schedule)), schedule, $"must be {Schedule.Allowed}");
        }
        else if (Schedule.NeedsSun(spans) && (station.Latitude is null || station.Longitude is null))
        {
            fault(Key(nameof(source.Schedule)), schedule, "sunrise and sunset need to know where the station is: set Station:Latitude and Station:Longitude");
        }

        if (!SourceInput.IsMicrophone(source.Input) && !SourceInput.IsStream(source.Input))
        {
            fault(Key(nameof(source.Schedule)), schedule, "is for microphones and streams; a recording or standard input is heard when it comes");
        }
    }

    private void CheckClips(ClipsOptions clips)
    {
        if (clips.PreRollSeconds + clips.PostRollSeconds >= clips.MaxSeconds)
        {
            fault("Clips:MaxSeconds", clips.MaxSeconds.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"must be more than Clips:PreRollSeconds and Clips:PostRollSeconds together, which are {clips.PreRollSeconds + clips.PostRollSeconds}"));
        }
    }

    private void CheckMqtt(MqttOptions mqtt)
    {
        if (!mqtt.TryListen(out var listen))
        {
            fault("Mqtt:Listen", mqtt.Listen, "must be an IP address and a port from 1 to 65535, such as 127.0.0.1:1883 or [::1]:1883");
        }
        else if (mqtt.Broker == MqttMode.Embedded && !IPAddress.IsLoopback(listen.Address) && (mqtt.User is null || (mqtt.Password is null && mqtt.PasswordFile is null)))
        {
            fault("Mqtt:Listen", mqtt.Listen, "a broker that other machines can reach needs Mqtt:User and Mqtt:Password or Mqtt:PasswordFile");
        }

        var secure = false;
        if (mqtt.Url is { } url)
        {
            if (!MqttOptions.TryUrl(url, out var address))
            {
                fault("Mqtt:Url", MqttOptions.WithoutUser(url), "must be mqtt://HOST, mqtt://HOST:PORT or mqtts://HOST:PORT; user and password have settings of their own: Mqtt:User, Mqtt:Password, Mqtt:PasswordFile");
            }

            secure = address?.Scheme == MqttOptions.SecureScheme;
            if (mqtt.Mode is MqttMode.Embedded)
            {
                fault("Mqtt:Mode", nameof(MqttMode.Embedded), "Mqtt:Url names an outside broker: set Mqtt:Mode to External or Auto, or take the Url away");
            }
        }
        else if (mqtt.Mode == MqttMode.External)
        {
            fault("Mqtt:Url", "null", "mode External needs the address of the outside broker, such as mqtt://192.168.1.10");
        }

        if (mqtt.Password is not null && mqtt.PasswordFile is not null)
        {
            fault("Mqtt:PasswordFile", mqtt.PasswordFile, "Mqtt:Password is set too; keep one of them");
        }

        if (mqtt.User is null && (mqtt.Password is not null || mqtt.PasswordFile is not null))
        {
            fault("Mqtt:User", "null", "a password needs a user");
        }

        if (mqtt.ClientCertificateFile is null != mqtt.ClientKeyFile is null)
        {
            var missing = mqtt.ClientKeyFile is null ? "ClientKeyFile" : "ClientCertificateFile";
            fault($"Mqtt:{missing}", "null", "certificate and key go together: set both or none");
        }

        CheckFile("Mqtt:PasswordFile", mqtt.PasswordFile);
        CheckFile("Mqtt:CaFile", mqtt.CaFile);
        CheckFile("Mqtt:ClientCertificateFile", mqtt.ClientCertificateFile);
        CheckFile("Mqtt:ClientKeyFile", mqtt.ClientKeyFile);
        var certificate = mqtt.CaFile ?? mqtt.ClientCertificateFile ?? mqtt.ClientKeyFile;
        if (certificate is not null && mqtt.Broker == MqttMode.External && !secure)
        {
            fault("Mqtt:Url", mqtt.Url, "certificates are used with mqtts:// only");
        }
    }

    private void CheckFile(string key, string? file)
    {
        if (file is not null && !File.Exists(file))
        {
            fault(key, file, $"there is no such file (looked for {Path.GetFullPath(file)})");
        }
    }
}
