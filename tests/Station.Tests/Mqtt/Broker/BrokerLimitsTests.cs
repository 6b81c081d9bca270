using System.Diagnostics;
using System.Net.Sockets;
using AvianVox.Station.Mqtt;
using AvianVox.Station.Mqtt.Broker;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace AvianVox.Station.Tests.Mqtt.Broker;

/// <summary>Whatever clients send, before their password was seen and after, the broker holds no more than its limits.</summary>
public sealed class BrokerLimitsTests : IAsyncDisposable
{
    private readonly List<MqttBrokerService> _brokers = [];
    private readonly List<IDisposable> _clients = [];
    private readonly ListLogger _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        foreach (var broker in _brokers)
        {
            await broker.StopAsync(CancellationToken.None);
            broker.Dispose();
        }
    }

    [Fact]
    public async Task A_first_packet_that_promises_much_is_given_up_before_memory_is_set_aside_for_it()
    {
        var port = await StartAsync(new BrokerLimits());
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < 8; i++)
        {
            // CONNECT, 268,435,455 bytes to come.
            var socket = await DialAsync(port);
            await socket.SendAsync(new byte[] { 0x10, 0xFF, 0xFF, 0xFF, 0x7F }, Cancel);
            await HungUpAsync(socket);
        }

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 500_000_000);
        await ConnectAsync(port, "legitimate");
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0x10 })]
    [InlineData(new byte[] { 0x10, 0x80 })]
    [InlineData(new byte[] { 0x10, 0x20, 0, 4, (byte)'M' })]
    public async Task A_client_that_does_not_say_who_it_is_is_given_up_in_time(byte[] begun)
    {
        var port = await StartAsync(new BrokerLimits { ConnectSeconds = 1 });
        var socket = await DialAsync(port);
        if (begun.Length > 0)
        {
            await socket.SendAsync(begun, Cancel);
        }

        await HungUpAsync(socket);
    }

    [Fact]
    public async Task Those_that_say_nothing_keep_nobody_out()
    {
        var port = await StartAsync(new BrokerLimits { ConnectSeconds = 60 });
        var silent = new List<Socket>();
        for (var i = 0; i < BrokerListener.MostUnknown + 20; i++)
        {
            silent.Add(await DialAsync(port));
        }

        await ConnectAsync(port, "legitimate");

        // The oldest made room, also for the one that had something to say.
        foreach (var socket in silent.Take(20))
        {
            await HungUpAsync(socket);
        }
    }

    [Fact]
    public async Task More_clients_than_allowed_are_turned_away_but_never_the_station()
    {
        var port = await StartAsync(new BrokerLimits { Connections = 2 });
        await ConnectAsync(port, "one");
        await ConnectAsync(port, "two");
        Assert.Equal(MqttClientConnectResultCode.ServerUnavailable, (await TryConnectAsync(port, "three")).Result.ResultCode);
        await ConnectAsync(port, "avianvox-reed-bed");

        // One that comes again is not one more.
        await ConnectAsync(port, "two");
        Assert.True(_log.Has(Microsoft.Extensions.Logging.LogLevel.Warning, "client three"));
    }

    [Fact]
    public async Task A_session_that_has_been_left_for_the_longest_makes_room()
    {
        var port = await StartAsync(new BrokerLimits { Sessions = 2 });
        foreach (var name in (string[])["first", "second"])
        {
            var (client, result) = await TryConnectAsync(port, name, keeps: true);
            Assert.False(result.IsSessionPresent);
            await client.SubscribeAsync("birds", MqttQualityOfServiceLevel.AtLeastOnce, Cancel);
            await client.DisconnectAsync(cancellationToken: Cancel);
            await Eventually.TrueAsync(() => _brokers[0].Connected == 0, PublisherBench.Bound, () => "still connected");
        }

        var (third, _) = await TryConnectAsync(port, "third", keeps: true);
        Assert.True(third.IsConnected);
        Assert.True(_log.Has(Microsoft.Extensions.Logging.LogLevel.Warning, "session of first"));
        await third.DisconnectAsync(cancellationToken: Cancel);
        Assert.True((await TryConnectAsync(port, "second", keeps: true)).Result.IsSessionPresent);
    }

    [Fact]
    public async Task A_client_has_only_so_many_subscriptions()
    {
        var port = await StartAsync(new BrokerLimits { Subscriptions = 3 });
        var client = await ConnectAsync(port, "collector");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, await SubscribeAsync(client, $"birds/{i}"));
        }

        Assert.Equal(MqttClientSubscribeResultCode.QuotaExceeded, await SubscribeAsync(client, "birds/3"));
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, await SubscribeAsync(client, "birds/0"));
        await client.UnsubscribeAsync("birds/0", Cancel);
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, await SubscribeAsync(client, "birds/3"));
    }

    [Fact]
    public async Task Retained_messages_have_a_bound_by_number_and_the_station_s_own_always_pass()
    {
        var port = await StartAsync(new BrokerLimits { RetainedMessages = 3 });
        var client = await ConnectAsync(port, "writer");
        for (var i = 0; i < 3; i++)
        {
            Assert.True((await RetainAsync(client, $"t/{i}", "x")).IsSuccess);
        }

        Assert.Equal(MqttClientPublishReasonCode.QuotaExceeded, (await RetainAsync(client, "t/3", "x")).ReasonCode);
        Assert.True((await RetainAsync(client, "t/0", "changed")).IsSuccess);
        Assert.True((await RetainAsync(client, "t/1", "")).IsSuccess);
        Assert.True((await RetainAsync(client, "t/3", "x")).IsSuccess);
        var station = await ConnectAsync(port, "avianvox-reed-bed");
        Assert.True((await RetainAsync(station, "avianvox/reed-bed/status", "online")).IsSuccess);
    }

    [Fact]
    public async Task Retained_messages_have_a_bound_by_bytes_wills_among_them()
    {
        var port = await StartAsync(new BrokerLimits { RetainedBytes = 20_000 });
        var client = await ConnectAsync(port, "writer");
        Assert.True((await RetainAsync(client, "t/0", new string('x', 15_000))).IsSuccess);
        Assert.Equal(MqttClientPublishReasonCode.QuotaExceeded, (await RetainAsync(client, "t/1", new string('x', 15_000))).ReasonCode);

        var (dying, _) = await TryConnectAsync(port, "dying", options: options => options
            .WithWillTopic("t/2").WithWillPayload(new string('x', 15_000)).WithWillRetain());
        dying.Dispose();
        await Eventually.TrueAsync(() => _log.Has(Microsoft.Extensions.Logging.LogLevel.Warning, "retained message of dying"), PublisherBench.Bound, _log.ToString);
        var heard = await HearAsync(port, "t/#", "late");
        await Eventually.TrueAsync(() => heard.Count == 1, PublisherBench.Bound, () => $"{heard.Count}");
        Assert.Equal("t/0", heard[0]);
    }

    [Fact]
    public async Task A_packet_larger_than_allowed_ends_the_connection_that_sends_it()
    {
        var port = await StartAsync(new BrokerLimits { PacketBytes = 2_000 });
        var client = await ConnectAsync(port, "writer");
        Assert.True((await client.PublishStringAsync("t", new string('x', 1_900), MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: Cancel)).IsSuccess);
        await Assert.ThrowsAnyAsync<Exception>(() => client.PublishStringAsync("t", new string('x', 2_100), MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: Cancel));
        await Eventually.TrueAsync(() => !client.IsConnected, PublisherBench.Bound, () => "still connected");
    }

    [Theory]
    [InlineData(MqttQualityOfServiceLevel.AtLeastOnce)]
    [InlineData(MqttQualityOfServiceLevel.ExactlyOnce)]
    public async Task What_waits_for_one_who_is_away_has_a_bound_in_bytes_and_the_oldest_is_kept(MqttQualityOfServiceLevel quality)
    {
        var limits = new BrokerLimits { WaitingBytes = 65_536 };
        var port = await StartAsync(limits);
        var heard = await HearAsync(port, "birds", "archive", keeps: true, quality: quality);
        _clients.OfType<IMqttClient>().Last().Dispose();
        var writer = await ConnectAsync(port, "writer");
        await Eventually.TrueAsync(() => _brokers[0].WaitingBytes == 0, PublisherBench.Bound, () => "something waits");
        for (var i = 0; i < 100; i++)
        {
            await writer.PublishStringAsync("birds", $"{i:D4}{new string('x', 1_000)}", quality, cancellationToken: Cancel);
        }

        Assert.InRange(_brokers[0].WaitingBytes, 25_000, limits.WaitingBytes / 2);
        Assert.True(_log.Has(Microsoft.Extensions.Logging.LogLevel.Warning, "subscriber archive does not keep up"));

        // It comes back, has the first ones, in order, and then new ones again.
        heard = await HearAsync(port, "birds", "archive", keeps: true, quality: quality);
        await Eventually.TrueAsync(() => heard.Count >= 20, PublisherBench.Bound, () => $"{heard.Count}");
        await Eventually.TrueAsync(() => _brokers[0].WaitingBytes == 0, PublisherBench.Bound, () => $"{_brokers[0].WaitingBytes} wait");
        Assert.Equal(Enumerable.Range(0, heard.Count).Select(i => $"{i:D4}"), heard.Select(text => text[..4]));
        await writer.PublishStringAsync("birds", "new", quality, cancellationToken: Cancel);
        await Eventually.TrueAsync(() => heard[^1] == "new", PublisherBench.Bound, () => heard[^1]);
    }

    [Fact]
    public async Task Sessions_that_are_left_again_and_again_with_messages_waiting_add_nothing()
    {
        var port = await StartAsync(new BrokerLimits { WaitingBytes = 65_536 });
        var writer = await ConnectAsync(port, "writer");
        for (var round = 0; round < 5; round++)
        {
            // Half asks for no acknowledgement: nothing of that waits for one who is away.
            await HearAsync(port, "birds/kept", "archive", keeps: true, also: "birds/fleeting");
            _clients.OfType<IMqttClient>().Last().Dispose();
            for (var i = 0; i < 40; i++)
            {
                await writer.PublishStringAsync("birds/kept", new string('x', 1_000), MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: Cancel);
                await writer.PublishStringAsync("birds/fleeting", new string('x', 1_000), MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: Cancel);
            }

            Assert.InRange(_brokers[0].WaitingBytes, 0, 32_768);
        }

        var heard = await HearAsync(port, "birds/kept", "archive", keeps: true);
        await Eventually.TrueAsync(() => _brokers[0].WaitingBytes == 0, PublisherBench.Bound, () => $"{_brokers[0].WaitingBytes} wait, {heard.Count} heard");
    }

    [Fact]
    public async Task Nobody_is_let_in_with_an_empty_password_also_when_the_file_was_emptied_later()
    {
        using var folder = new TempFolder();
        var file = folder.File("password");
        await File.WriteAllTextAsync(file, "acorn\n", Cancel);
        var port = FreePort.Next();
        var broker = new MqttBrokerService(
            new MqttOptions { Listen = $"127.0.0.1:{port}", User = "jay", PasswordFile = file }, "reed-bed", TimeProvider.System, _log);
        _brokers.Add(broker);
        await broker.StartAsync(Cancel);
        Assert.Equal(MqttClientConnectResultCode.Success, (await TryConnectAsync(port, "a", options: options => options.WithCredentials("jay", "acorn"))).Result.ResultCode);
        foreach (var content in (string[])["", "\n", "  \nacorn\n"])
        {
            await File.WriteAllTextAsync(file, content, Cancel);
            foreach (var password in (string?[])["", null, "  ", "acorn"])
            {
                var result = (await TryConnectAsync(port, "b", options: options => options.WithCredentials("jay", password))).Result;
                Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, result.ResultCode);
            }
        }

        Assert.True(_log.Has(Microsoft.Extensions.Logging.LogLevel.Warning, "is empty"));
    }

    [Fact]
    public async Task What_a_client_calls_itself_writes_no_lines_into_the_log()
    {
        var port = await StartAsync(new BrokerLimits { Connections = 1 });
        await ConnectAsync(port, "one");
        await TryConnectAsync(port, "two\u001b[31m\u202e");
        Assert.True(_log.Has(Microsoft.Extensions.Logging.LogLevel.Warning, "client two"));
        Assert.DoesNotContain('\u001b', _log.ToString());
        Assert.DoesNotContain('\u202e', _log.ToString());
    }

    private static async Task<MqttClientSubscribeResultCode> SubscribeAsync(IMqttClient client, string topic) =>
        (await client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce, Cancel)).Items.Single().ResultCode;

    private static Task<MqttClientPublishResult> RetainAsync(IMqttClient client, string topic, string payload) =>
        client.PublishStringAsync(topic, payload, MqttQualityOfServiceLevel.AtLeastOnce, retain: true, cancellationToken: Cancel);

    /// <summary>Waits until the other side has hung up.</summary>
    private static async Task HungUpAsync(Socket socket)
    {
        var clock = Stopwatch.StartNew();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        bound.CancelAfter(PublisherBench.Bound);
        try
        {
            var read = await socket.ReceiveAsync(new byte[100], bound.Token);
            Assert.Equal(0, read);
        }
        catch (SocketException)
        {
            // Reset: gone as well.
        }

        Assert.True(clock.Elapsed < PublisherBench.Bound);
    }

    private async Task<int> StartAsync(BrokerLimits limits)
    {
        var port = FreePort.Next();
        var broker = new MqttBrokerService(new MqttOptions { Listen = $"127.0.0.1:{port}", Limits = limits }, "reed-bed", TimeProvider.System, _log);
        _brokers.Add(broker);
        await broker.StartAsync(Cancel);
        return port;
    }

    private async Task<Socket> DialAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _clients.Add(socket);
        await socket.ConnectAsync("127.0.0.1", port, Cancel);
        return socket;
    }

    private async Task<IMqttClient> ConnectAsync(int port, string name)
    {
        var (client, result) = await TryConnectAsync(port, name);
        Assert.Equal(MqttClientConnectResultCode.Success, result.ResultCode);
        return client;
    }

    private async Task<(IMqttClient Client, MqttClientConnectResult Result)> TryConnectAsync(
        int port, string name, bool keeps = false, Action<MqttClientOptionsBuilder>? options = null, Action<IMqttClient>? before = null)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        _clients.Add(client);
        before?.Invoke(client);
        var builder = new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V500).WithTcpServer("127.0.0.1", port).WithClientId(name)
            .WithCleanStart(!keeps).WithSessionExpiryInterval(keeps ? 3_600u : 0);
        options?.Invoke(builder);
        return (client, await client.ConnectAsync(builder.Build(), Cancel));
    }

    /// <summary>What a subscriber hears: payloads, or the topic where a message is retained.</summary>
    private async Task<List<string>> HearAsync(
        int port, string topic, string name, bool keeps = false, MqttQualityOfServiceLevel quality = MqttQualityOfServiceLevel.AtLeastOnce, string? also = null)
    {
        var heard = new List<string>();
        var (client, _) = await TryConnectAsync(port, name, keeps, before: client => client.ApplicationMessageReceivedAsync += message =>
        {
            lock (heard)
            {
                heard.Add(message.ApplicationMessage.Retain ? message.ApplicationMessage.Topic : message.ApplicationMessage.ConvertPayloadToString());
            }

            return Task.CompletedTask;
        });
        await client.SubscribeAsync(topic, quality, Cancel);
        if (also is not null)
        {
            await client.SubscribeAsync(also, MqttQualityOfServiceLevel.AtMostOnce, Cancel);
        }

        return heard;
    }
}
