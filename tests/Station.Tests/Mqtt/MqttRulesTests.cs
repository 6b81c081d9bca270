using AvianVox.Station.Mqtt;
using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Mqtt;

/// <summary>An empty password is no password, wherever it stands.</summary>
public sealed class MqttRulesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0.0.0.0:1883")]
    [InlineData("127.0.0.1:1883")]
    public void A_password_is_not_empty(string listen)
    {
        foreach (var password in (string[])["", " ", "\t"])
        {
            Assert.Equal(["Mqtt:Password"], Faults(new MqttOptions { Listen = listen, User = "jay", Password = password }));
        }

        Assert.Empty(Faults(new MqttOptions { Listen = listen, User = "jay", Password = "acorn" }));
    }

    [Fact]
    public void A_password_file_begins_with_a_password()
    {
        var file = _folder.File("password");
        foreach (var content in (string[])["", "\n", "  \nacorn\n", "\r\n"])
        {
            File.WriteAllText(file, content);
            Assert.Equal(["Mqtt:PasswordFile"], Faults(new MqttOptions { Listen = "0.0.0.0:1883", User = "jay", PasswordFile = file }));
            Assert.Equal(["Mqtt:PasswordFile"], Faults(new MqttOptions { Url = "mqtt://broker", User = "jay", PasswordFile = file }));
        }

        File.WriteAllText(file, "acorn");
        Assert.Empty(Faults(new MqttOptions { Listen = "0.0.0.0:1883", User = "jay", PasswordFile = file }));
    }

    [Fact]
    public void A_user_of_the_station_s_own_broker_has_a_name_and_a_password()
    {
        Assert.Equal(["Mqtt:User"], Faults(new MqttOptions { User = "jay" }));
        Assert.Equal(["Mqtt:User"], Faults(new MqttOptions { User = "", Password = "acorn" }));

        // An outside broker may know users without one.
        Assert.Empty(Faults(new MqttOptions { Url = "mqtt://broker", User = "jay" }));
    }

    private static List<string> Faults(MqttOptions options)
    {
        var faults = new List<string>();
        new MqttRules((key, _, _) => faults.Add(key)).Check(options);
        return faults;
    }
}
