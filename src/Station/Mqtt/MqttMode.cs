namespace AvianVox.Station.Mqtt;

/// <summary>Which broker events go to.</summary>
public enum MqttMode
{
    /// <summary>An outside broker where <see cref="MqttOptions.Url"/> names one, else a broker of the station's own.</summary>
    Auto,

    /// <summary>A broker of the station's own.</summary>
    Embedded,

    /// <summary>An outside broker.</summary>
    External,

    /// <summary>None.</summary>
    Off,
}
