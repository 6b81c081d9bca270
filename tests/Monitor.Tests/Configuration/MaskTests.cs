using AvianVox.Listening.Settings;
using AvianVox.Monitor.Configuration;

namespace AvianVox.Monitor.Tests.Configuration;

/// <summary>What "config show" and faults tell of values that may hold a secret.</summary>
public sealed class MaskTests
{
    private const string Secret = "s3cr3t";

    [Fact]
    public void No_secret_of_any_setting_is_shown()
    {
        string[] sets =
        [
            $"Mqtt:User=jay", $"Mqtt:Password={Secret}", $"Influx:Token={Secret}", "Influx:Url=http://db", "Influx:Organisation=o", "Influx:Bucket=b",
            $"Webhook:Url=https://chat.example/hooks/{Secret}?key={Secret}", $"Webhook:Authorization=Bearer {Secret}", $"Webhook:Headers:X-Key={Secret}",
            $"Exec:Command=TOKEN={Secret} curl -H 'Authorization: {Secret}' https://x/{Secret}", $"Sources:0:Input=rtsp://admin:{Secret}@camera/1",
            $"Cameras:0:Command:0=snap", $"Cameras:0:Command:1=--key={Secret}", "Cameras:0:Command:2={path}", $"Cameras:0:Url=https://maker.example/trigger/bird/with/key/{Secret}",
        ];
        var options = StationConfiguration.Load(null, sets.Where(set => !set.StartsWith("Influx:Organisation", StringComparison.Ordinal)).ToList(), []);
        var shown = StationConfiguration.Show(options);
        Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
        Assert.Contains("\"Url\": \"https://chat.example/***\"", shown, StringComparison.Ordinal);
        Assert.Contains("\"X-Key\": \"***\"", shown, StringComparison.Ordinal);
        Assert.Contains("\"Command\": \"TOKEN=***\"", shown, StringComparison.Ordinal);
        Assert.Contains("rtsp://***@camera/1", shown, StringComparison.Ordinal);
        Assert.Equal(
            ["Cameras:0:Command", "Cameras:0:Url", "Exec:Command", "Influx:Token", "Mqtt:Password", "Sources:0:Input", "Webhook:Authorization", "Webhook:Headers", "Webhook:Url"],
            SettingSecrets.Of(options).Order(StringComparer.Ordinal));
        Assert.Empty(SettingSecrets.Of(StationConfiguration.Load(null, [], [])));
    }

    [Theory]
    [InlineData("Sources:0:Input=rtsp://admin:12#s3cr3t@camera/1")]
    [InlineData("Sources:0:Input=rtsp://admin:pa#s3cr3t@camera/1")]
    [InlineData("Sources:0:Input=rtsp://admin:s3cr3t")]
    [InlineData("Sources:0:Input:0=rtsp://admin:s3cr3t@camera")]
    [InlineData("Mqtt:Url=mqtt://jay:s3cr3t@broker")]
    [InlineData("Mqtt=mqtt://jay:s3cr3t@broker")]
    [InlineData("Mqtt:Url=jay:s3cr3t@broker")]
    [InlineData("Mqtt:Password:s3cr3t")]
    [InlineData("Influx:Url=ftp://jay:s3cr3t@db")]
    [InlineData("Webhook:Url=ftp://chat.example/s3cr3t")]
    [InlineData("Webhook:Url=https://jay:s3cr3t@chat.example/s3cr3t")]
    [InlineData("Cameras:0:Url=ftp://camera/s3cr3t")]
    [InlineData("Cameras:0:Command:0=snap {bird} s3cr3t")]
    [InlineData("Station:Latitude=http://jay:s3cr3t@host")]
    public void No_fault_repeats_a_secret(string set)
    {
        var error = Assert.Throws<ConfigurationException>(() => StationConfiguration.Load(null, [set], []));
        Assert.DoesNotContain(Secret, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_sign_in_a_password_has_a_way_out()
    {
        var error = Assert.Throws<ConfigurationException>(() => StationConfiguration.Load(null, ["Sources:0:Input=rtsp://admin:pa#ss@camera/1"], []));
        Assert.Contains("# is written %23", Assert.Single(error.Faults).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notify.sh", "notify.sh")]
    [InlineData("notify.sh --token abc", "notify.sh ***")]
    [InlineData("cat>file", "cat ***")]
    [InlineData("KEY=abc notify.sh", "KEY=***")]
    public void Of_a_command_the_program_is_told(string command, string shown) => Assert.Equal(shown, HoldsArgumentsAttribute.Program(command));
}
