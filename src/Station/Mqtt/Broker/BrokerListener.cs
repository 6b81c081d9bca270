using System.Net;
using System.Net.Sockets;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Server;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Mqtt.Broker;

/// <summary>
/// Takes connections to the broker. Of those that have not said who they are at most <see cref="MostUnknown"/> are kept: one more
/// pushes out the oldest, so that whoever connects and says nothing keeps nobody out.
/// </summary>
/// <param name="listen">Where.</param>
/// <param name="limits">What one connection may send.</param>
/// <param name="clients">Told who has gone.</param>
/// <param name="time">Bounds writes.</param>
/// <param name="log">Told why a connection was given up.</param>
internal sealed class BrokerListener(
    IPEndPoint listen,
    BrokerLimits limits,
    BrokerClients clients,
    TimeProvider time,
    ILogger log) : IMqttServerAdapter
{
    /// <summary>Most connections that have not said who they are.</summary>
    public const int MostUnknown = 16;

    /// <summary>How long no connection is taken after the system had none to give.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private Socket? _socket;

    /// <inheritdoc />
    public Func<IMqttChannelAdapter, Task> ClientHandler { get; set; } = _ => Task.CompletedTask;

    /// <inheritdoc />
    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        var socket = new Socket(listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(listen);
            socket.Listen();
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        _socket = socket;
        _ = Task.Run(() => AcceptAsync(socket, options, logger, _stop.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket?.Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Cancel();
        _socket?.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Socket socket, MqttServerOptions options, IMqttNetLogger logger, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                // In the order of their arrival, so that it is the oldest that makes room.
                if (Open(await socket.AcceptAsync(stop).ConfigureAwait(false), options, logger) is { } channel)
                {
                    clients.Arrived(channel);
                    _ = Task.Run(() => ServeAsync(channel), CancellationToken.None);
                }
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException error)
            {
                log.LogDebug("MQTT: a connection could not be taken: {Fault}", error.Message);
                await Task.Delay(Breath, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private BrokerChannel? Open(Socket socket, MqttServerOptions options, IMqttNetLogger logger)
    {
        try
        {
            socket.NoDelay = true;
            var stream = new NetworkStream(socket, ownsSocket: true);
            var bytes = new GuardedChannel(new MqttTcpChannel(stream, socket.LocalEndPoint, socket.RemoteEndPoint, null), time);
            var format = new MqttPacketFormatterAdapter(new MqttBufferWriter(options.WriterBufferSize, options.WriterBufferSizeMax));
            return new BrokerChannel(new MqttChannelAdapter(bytes, format, logger), bytes, limits.PacketBytes);
        }
        catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException)
        {
            // Gone before it was looked at.
            socket.Dispose();
            return null;
        }
    }

    private async Task ServeAsync(BrokerChannel channel)
    {
        try
        {
            await ClientHandler(channel).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // One connection's fault, whatever it is, is not another's.
            log.LogDebug("MQTT: the connection of {Remote} was given up: {Fault}", channel.RemoteEndPoint, error.Message);
        }
        finally
        {
            clients.Left(channel);
            channel.Dispose();
        }
    }
}
