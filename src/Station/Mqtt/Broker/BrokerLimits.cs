using AvianVox.Listening.Settings;

namespace AvianVox.Station.Mqtt.Broker;

/// <summary>
/// What the embedded broker gives to those who connect to it, all of it in memory: whatever they send, it takes no more than this.
/// </summary>
[SettingGroup]
public sealed class BrokerLimits
{
    /// <summary>Largest packet in bytes, topic and all; 1,024 to 16,777,216. Default 262,144.</summary>
    [Between(1_024, 16_777_216)]
    public int PacketBytes { get; set; } = 262_144;

    /// <summary>How long a client may take to say who it is, in seconds; 1 to 60. Default 10.</summary>
    [Between(1, 60)]
    public double ConnectSeconds { get; set; } = 10;

    /// <summary>Most clients at once beside the station itself, 1 to 10,000. Default 64.</summary>
    [Between(1, 10_000)]
    public int Connections { get; set; } = 64;

    /// <summary>
    /// Most sessions, of clients that are there and of those that have gone and want to be remembered; the one that has been gone for
    /// the longest makes room. 1 to 10,000. Default 64.
    /// </summary>
    [Between(1, 10_000)]
    public int Sessions { get; set; } = 64;

    /// <summary>Most subscriptions of one client, 1 to 10,000. Default 100.</summary>
    [Between(1, 10_000)]
    public int Subscriptions { get; set; } = 100;

    /// <summary>Most topics with a retained message, beside the station's own; 1 to 1,000,000. Default 10,000.</summary>
    [Between(1, 1_000_000)]
    public int RetainedMessages { get; set; } = 10_000;

    /// <summary>Most bytes of retained messages, beside the station's own; 1,024 to 1,073,741,824. Default 16,777,216.</summary>
    [Between(1_024, 1_073_741_824)]
    public int RetainedBytes { get; set; } = 16_777_216;

    /// <summary>
    /// Most bytes of messages that wait for subscribers, of which one may use half; 16,384 to 1,073,741,824. Default 33,554,432.
    /// </summary>
    [Between(16_384, 1_073_741_824)]
    public int WaitingBytes { get; set; } = 33_554_432;
}
