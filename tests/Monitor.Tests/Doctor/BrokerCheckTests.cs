using System.Net;
using System.Net.Sockets;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Doctor;
using AvianVox.Station.Journal;
using AvianVox.Station.Mqtt;
using AvianVox.TestSupport;

namespace AvianVox.Monitor.Tests.Doctor;

/// <summary>A real broker, up, down, and with a password.</summary>
public sealed class BrokerCheckTests
{
    [Fact]
    public async Task A_broker_that_is_there_takes_the_station_and_one_that_is_not_is_a_fault()
    {
        await using var broker = await MosquittoServer.StartAsync();
        var options = new MqttOptions { Url = $"mqtt://127.0.0.1:{broker.Port}" };
        Assert.Equal(Verdict.Ok, (await LookAsync(options)).Verdict);

        await broker.KillAsync();
        var finding = await LookAsync(options);
        Assert.Equal(Verdict.Fault, finding.Verdict);
        Assert.Contains($"127.0.0.1:{broker.Port}", finding.Text, StringComparison.Ordinal);
        Assert.NotNull(finding.Fix);
    }

    [Theory]
    [InlineData("right", Verdict.Ok)]
    [InlineData("wrong", Verdict.Fault)]
    public async Task A_password_is_tried(string password, object verdict)
    {
        await using var broker = await MosquittoServer.StartAsync(new MosquittoSettings { User = "garden", Password = "right" });
        var finding = await LookAsync(new MqttOptions { Url = $"mqtt://127.0.0.1:{broker.Port}", User = "garden", Password = password });
        Assert.Equal(verdict, finding.Verdict);
        Assert.DoesNotContain(password, finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stations_own_needs_a_free_port()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var options = new MqttOptions { Listen = holder.LocalEndpoint.ToString()! };
        Assert.Equal(Verdict.Fault, (await LookAsync(options)).Verdict);
        holder.Stop();
        Assert.Equal(Verdict.Ok, (await LookAsync(options)).Verdict);
    }

    [Fact]
    public async Task Without_MQTT_there_is_nothing_to_look_at() =>
        Assert.Equal(Verdict.Note, (await LookAsync(new MqttOptions { Mode = MqttMode.Off })).Verdict);

    private static async Task<Finding> LookAsync(MqttOptions options)
    {
        using var folder = new TempFolder();
        var station = new StationOptions { Mqtt = options, Data = new DataOptions { Folder = folder.Path } };
        return Assert.Single(await new BrokerCheck(station, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken));
    }
}
