using AvianVox.Station.Mqtt;
using MQTTnet;

namespace AvianVox.Station.Camera;

/// <summary>
/// Publishes a message at once, ahead of the journal, over a connection of its own that is kept open from the first trigger on.
/// What the broker does not take within the camera's time is given up: a picture of a bird that has gone is worth nothing.
/// </summary>
/// <param name="topic">The topic, with placeholders.</param>
/// <param name="link">Where the broker is.</param>
/// <param name="camera">Name of the camera, a part of the client's identifier.</param>
internal sealed class MqttAction(string topic, MqttLink link, string camera) : ICameraAction
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    /// <summary>Held while connecting, so that two triggers make one connection.</summary>
    private readonly SemaphoreSlim _connecting = new(1);

    /// <inheritdoc />
    public string Name => $"message on {topic}";

    /// <inheritdoc />
    public async Task RunAsync(CameraShot shot, CancellationToken cancellation)
    {
        try
        {
            await ConnectAsync(cancellation).ConfigureAwait(false);
            // A value must not add levels to the topic.
            var message = new MqttMessage(ShotText.Fill(topic, shot, MqttTopics.Level), ShotText.Json(shot));
            var result = await _client.PublishAsync(link.Packet(message), cancellation).ConfigureAwait(false);
            if (!result.IsSuccess)
            {
                throw new CameraException($"was refused: {result.ReasonCode} {result.ReasonString}".TrimEnd());
            }
        }
        catch (Exception fault) when (fault is not (CameraException or OperationCanceledException))
        {
            // Whatever the client or the network throws, the next trigger connects again.
            throw new CameraException(link.Failure(fault), fault);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _client.Dispose();
        _connecting.Dispose();
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        if (_client.IsConnected)
        {
            return;
        }

        await _connecting.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (!_client.IsConnected)
            {
                var result = await link.ConnectAsync(_client, () => link.GuestOptions(camera), cancellation).ConfigureAwait(false);
                if (result.ResultCode != MqttClientConnectResultCode.Success)
                {
                    throw new CameraException(link.Refusal(result));
                }
            }
        }
        finally
        {
            _connecting.Release();
        }
    }
}
