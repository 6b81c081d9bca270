using System.Diagnostics.CodeAnalysis;
using System.Net;
using AvianVox.Listening.Settings;
using AvianVox.Station.Mqtt.Broker;
using AvianVox.Station.Sinks;

namespace AvianVox.Station.Mqtt;

/// <summary>Where events are published.</summary>
[SettingGroup]
public sealed class MqttOptions : SinkFilterOptions
{
    /// <summary>Scheme of a connection in the clear; port 1883 unless given.</summary>
    internal const string PlainScheme = "mqtt";

    /// <summary>Scheme of a connection through TLS; port 8883 unless given.</summary>
    internal const string SecureScheme = "mqtts";

    private const string TopicPattern = @"(?!\$)(?=.{1,128}$)[^/+#\s]+(/[^/+#\s]+)*";
    private const string TopicAllowed = "1 to 128 characters in levels divided by /, none of them empty, without +, # and spaces, not beginning with $";

    /// <summary>Default <see cref="MqttMode.Auto"/>: naming an outside broker is all it takes to use it.</summary>
    public MqttMode Mode { get; set; } = MqttMode.Auto;

    /// <summary>
    /// IP address and port the embedded broker listens on. An address that other machines can reach needs a user and a password. Default
    /// "127.0.0.1:1883".
    /// </summary>
    [Pattern(PatternAttribute.Something, "an IP address and a port, such as 127.0.0.1:1883")]
    public string Listen { get; set; } = "127.0.0.1:1883";

    /// <summary>Outside broker: mqtt://HOST[:1883] or mqtts://HOST[:8883]; null for none. Default null.</summary>
    [HoldsUser]
    public string? Url { get; set; }

    /// <summary>User name, for the outside broker or asked for by the embedded one; null for none. Default null.</summary>
    public string? User { get; set; }

    /// <summary>Password; never shown. Better in <see cref="PasswordFile"/>, which others cannot read. Default null.</summary>
    [Secret]
    public string? Password { get; set; }

    /// <summary>File whose first line is the password; read anew at every connection. Default null.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>
    /// PEM file of the authorities that may sign the broker's certificate; null for the system's authorities. Default null.
    /// </summary>
    public string? CaFile { get; set; }

    /// <summary>PEM file of the client's certificate; null for none. Default null.</summary>
    public string? ClientCertificateFile { get; set; }

    /// <summary>PEM file of the client's key, not encrypted; goes with <see cref="ClientCertificateFile"/>. Default null.</summary>
    public string? ClientKeyFile { get; set; }

    /// <summary>First level or levels of every topic, 1 to 128 characters without wildcards. Default "avianvox".</summary>
    [Pattern(TopicPattern, TopicAllowed)]
    public string TopicPrefix { get; set; } = "avianvox";

    /// <summary>Client identifier, 1 to 128 characters, unique at the broker; null makes one from the station's id. Default null.</summary>
    [Pattern(@"\S{1,128}", "1 to 128 characters without spaces")]
    public string? ClientId { get; set; }

    /// <summary>Whether the last detection of each species is kept at the broker, on a topic of its own. Default true.</summary>
    public bool LastSeen { get; set; } = true;

    /// <summary>
    /// Whether the health of each source goes to a topic of its own, for brokers that take small messages only. Where the broker says how
    /// much it takes, this is done as needed. Default false.
    /// </summary>
    public bool SplitHealth { get; set; }

    /// <summary>Whether Home Assistant is told of the station and its sources. Default false.</summary>
    public bool HomeAssistant { get; set; }

    /// <summary>First level of Home Assistant's discovery topics. Default "homeassistant".</summary>
    [Pattern(TopicPattern, TopicAllowed)]
    public string HomeAssistantPrefix { get; set; } = "homeassistant";

    /// <summary>Topic on which detections are published as birdnet-go does, "birdnet" say; null for none. Default null.</summary>
    [Pattern(TopicPattern, TopicAllowed)]
    public string? BirdnetGoTopic { get; set; }

    /// <summary>Whether commands are taken from PREFIX/STATION/command: whoever may write there may give them. Default false.</summary>
    public bool Commands { get; set; }

    /// <summary>What the embedded broker gives to those who connect to it.</summary>
    public BrokerLimits Limits { get; set; } = new();

    /// <summary>The mode with <see cref="MqttMode.Auto"/> resolved.</summary>
    public MqttMode Broker => Mode != MqttMode.Auto ? Mode : Url is null ? MqttMode.Embedded : MqttMode.External;

    /// <summary>The client identifier, <see cref="ClientId"/> or the one made from the station's id.</summary>
    /// <param name="station">The station's id.</param>
    internal string ClientIdOf(string station) => ClientId ?? $"avianvox-{station}";

    /// <summary>Reads <see cref="Listen"/>.</summary>
    /// <param name="address">Address and port.</param>
    public bool TryListen([NotNullWhen(true)] out IPEndPoint? address) => IPEndPoint.TryParse(Listen, out address) && address.Port > 0;

    /// <summary>Reads a broker's address.</summary>
    /// <param name="url">Value of <see cref="Url"/>.</param>
    /// <param name="address">Scheme, host and port, the scheme's usual port where none is given.</param>
    internal static bool TryUrl(string url, [NotNullWhen(true)] out Uri? address)
    {
        address = null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            || parsed.Scheme is not (PlainScheme or SecureScheme)
            || parsed.Host.Length == 0
            || parsed.UserInfo.Length > 0
            || parsed.PathAndQuery is not ("" or "/")
            || parsed.Port == 0)
        {
            return false;
        }

        address = parsed.Port > 0 ? parsed : new UriBuilder(parsed) { Port = parsed.Scheme == SecureScheme ? 8883 : 1883 }.Uri;
        return true;
    }
}
