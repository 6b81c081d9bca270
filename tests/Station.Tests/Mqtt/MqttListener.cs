using System.Collections.Concurrent;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace AvianVox.Station.Tests.Mqtt;

/// <summary>A subscriber that keeps what it hears.</summary>
internal sealed class MqttListener : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<(string Topic, string Payload, bool Retained)> _heard = new();

    private MqttListener()
    {
        _client.ApplicationMessageReceivedAsync += arguments =>
        {
            var message = arguments.ApplicationMessage;
            _heard.Enqueue((message.Topic, message.ConvertPayloadToString(), message.Retain));
            return Task.CompletedTask;
        };
    }

    public IReadOnlyList<(string Topic, string Payload, bool Retained)> Heard => [.. _heard];

    public static async Task<MqttListener> StartAsync(int port, string filter = "#", string? user = null, string? password = null, CancellationToken cancellation = default)
    {
        var listener = new MqttListener();
        var options = new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V500).WithTcpServer("127.0.0.1", port);
        if (user is not null)
        {
            options.WithCredentials(user, password);
        }

        var result = await listener._client.ConnectAsync(options.Build(), cancellation);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            await listener.DisposeAsync();
            throw new InvalidOperationException(result.ResultCode.ToString());
        }

        await listener._client.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce).Build(), cancellation);
        return listener;
    }

    public IEnumerable<string> On(string topic) => _heard.Where(message => message.Topic == topic).Select(message => message.Payload);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
