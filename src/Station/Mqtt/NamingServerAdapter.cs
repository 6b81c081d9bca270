using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Server;

namespace AvianVox.Station.Mqtt;

/// <summary>
/// Lets the broker take clients of MQTT 3.1.1 that leave their identifier empty, as mosquitto_sub does by default; the
/// server behind it refuses them.
/// </summary>
/// <param name="inner">Takes connections.</param>
internal sealed class NamingServerAdapter(IMqttServerAdapter inner) : IMqttServerAdapter
{
    /// <inheritdoc />
    public Func<IMqttChannelAdapter, Task> ClientHandler { get; set; } = _ => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        inner.ClientHandler = channel => ClientHandler(new NamingChannel(channel));
        return inner.StartAsync(options, logger);
    }

    /// <inheritdoc />
    public Task StopAsync() => inner.StopAsync();

    /// <inheritdoc />
    public void Dispose() => inner.Dispose();
}
