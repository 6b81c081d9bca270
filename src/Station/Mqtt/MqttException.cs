namespace AvianVox.Station.Mqtt;

/// <summary>
/// A broker that cannot be started or used. The message is for people: it names the address or file, the fault and the setting that helps.
/// </summary>
public sealed class MqttException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What cannot be used, why, and what to do.</param>
    /// <param name="inner">The cause, if any.</param>
    public MqttException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
