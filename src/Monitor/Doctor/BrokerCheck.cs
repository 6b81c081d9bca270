using System.Net.Sockets;
using AvianVox.Monitor.Configuration;
using AvianVox.Station.Journal;
using AvianVox.Station.Mqtt;
using MQTTnet;
using MQTTnet.Formatter;

namespace AvianVox.Monitor.Doctor;

/// <summary>Whether the broker takes the station, or the station's own has a port to listen on. Publishes nothing.</summary>
/// <param name="options">Checked options.</param>
/// <param name="time">Measures.</param>
internal sealed class BrokerCheck(StationOptions options, TimeProvider time) : ICheck
{
    /// <summary>How long connecting may take.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public string Name => "broker";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation) => options.Mqtt.Broker switch
    {
        MqttMode.Off => [Finding.Note("MQTT is off")],
        MqttMode.Embedded => [await LookAtOwnAsync(cancellation)],
        _ => [await ConnectAsync(cancellation)],
    };

    private async Task<Finding> LookAtOwnAsync(CancellationToken cancellation)
    {
        if (JournalLock.IsTaken(options.Data.Folder))
        {
            return await ConnectAsync(cancellation);
        }

        if (!options.Mqtt.TryListen(out var listen))
        {
            return Finding.Fault($"{options.Mqtt.Listen} is no address", "Set Mqtt:Listen to an IP address and a port.");
        }

        try
        {
            using var listener = new TcpListener(listen);
            listener.Start();
            return Finding.Ok($"the station's own; {options.Mqtt.Listen} is free for it");
        }
        catch (SocketException fault)
        {
            return Finding.Fault(
                $"the station's own cannot listen on {options.Mqtt.Listen}: {fault.Message}",
                $"Set Mqtt:Listen to another address or port; or if that is a broker of yours, use it: Mqtt:Url=mqtt://{options.Mqtt.Listen}.");
        }
    }

    private async Task<Finding> ConnectAsync(CancellationToken cancellation)
    {
        MqttLink? link = null;
        using var timeout = new CancellationTokenSource(Bound, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            link = new MqttLink(options.Mqtt, options.Station.Id, new MqttTopics(options.Mqtt.TopicPrefix, options.Station.Id));
            using var client = new MqttClientFactory().CreateMqttClient();
            // Under the station's own name it would throw a running station out, and with its will call it offline.
            var result = await link.ConnectAsync(client, () => link.GuestOptions($"doctor-{Environment.ProcessId}"), either.Token);
            if (result.ResultCode != MqttClientConnectResultCode.Success)
            {
                return Finding.Fault(link.Refusal(result), "Mend the setting that is named, or let this user in at the broker.");
            }

            await client.DisconnectAsync(new MqttClientDisconnectOptions(), either.Token);
            return Finding.Ok($"{link.Broker} takes the station{(link.Version == MqttProtocolVersion.V311 ? ", by MQTT 3.1.1" : "")}");
        }
        catch (MqttException fault)
        {
            return Finding.Fault(fault.Message, "Mend the file or the setting that is named.");
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            // Whatever the client library or the network throws.
            return Finding.Fault(
                link?.Failure(fault) ?? fault.Message,
                "Start the broker, or set Mqtt:Url to where it is. The station itself waits for it: what is heard meanwhile is kept.");
        }
    }
}
