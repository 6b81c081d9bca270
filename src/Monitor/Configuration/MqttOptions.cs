namespace AvianVox.Monitor.Configuration;

/// <summary>Where events are published.</summary>
public sealed class MqttOptions
{
    /// <summary>Default <see cref="MqttMode.Embedded"/>.</summary>
    public MqttMode Mode { get; set; } = MqttMode.Embedded;

    /// <summary>Address and port the embedded broker listens on. Default "127.0.0.1:1883".</summary>
    public string Listen { get; set; } = "127.0.0.1:1883";

    /// <summary>Outside broker: mqtt://HOST[:1883] or mqtts://HOST[:8883]. Used in mode <see cref="MqttMode.External"/>.</summary>
    public string Url { get; set; } = "mqtt://127.0.0.1:1883";

    /// <summary>User name; null for none.</summary>
    public string? User { get; set; }

    /// <summary>Password; never shown by "config show".</summary>
    public string? Password { get; set; }

    /// <summary>PEM file of the authority that signed the broker's certificate; null for the system's authorities.</summary>
    public string? CaFile { get; set; }

    /// <summary>PEM file of the client's certificate; null for none.</summary>
    public string? ClientCertificateFile { get; set; }

    /// <summary>PEM file of the client's key; goes with <see cref="ClientCertificateFile"/>.</summary>
    public string? ClientKeyFile { get; set; }

    /// <summary>First level of every topic. Default "avianvox".</summary>
    public string TopicPrefix { get; set; } = "avianvox";

    /// <summary>Client identifier; null makes one from the station's id.</summary>
    public string? ClientId { get; set; }
}
