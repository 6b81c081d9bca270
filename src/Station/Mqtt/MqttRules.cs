using System.Net;
using AvianVox.Listening.Settings;

namespace AvianVox.Station.Mqtt;

/// <summary>The rules that tie the settings of MQTT together, or to files on this machine.</summary>
/// <param name="fault">Takes what is wrong.</param>
public sealed class MqttRules(FaultSink fault)
{
    /// <summary>Checks them.</summary>
    /// <param name="mqtt">Options.</param>
    public void Check(MqttOptions mqtt)
    {
        if (!mqtt.TryListen(out var listen))
        {
            fault("Mqtt:Listen", mqtt.Listen, "must be an IP address and a port from 1 to 65535, such as 127.0.0.1:1883 or [::1]:1883");
        }
        else if (mqtt.Broker == MqttMode.Embedded && !IPAddress.IsLoopback(listen.Address) && (
            mqtt.User is null || (mqtt.Password is null && mqtt.PasswordFile is null)))
        {
            fault(
                "Mqtt:Listen",
                mqtt.Listen,
                "a broker that other machines can reach needs Mqtt:User and Mqtt:Password or Mqtt:PasswordFile");
        }

        var secure = false;
        if (mqtt.Url is { } url)
        {
            if (!MqttOptions.TryUrl(url, out var address))
            {
                fault("Mqtt:Url", url, "must be mqtt://HOST, mqtt://HOST:PORT or mqtts://HOST:PORT; user and password have settings of their own: Mqtt:User, Mqtt:Password, Mqtt:PasswordFile");
            }

            secure = address?.Scheme == MqttOptions.SecureScheme;
            if (mqtt.Mode is MqttMode.Embedded)
            {
                fault(
                    "Mqtt:Mode",
                    nameof(MqttMode.Embedded),
                    "Mqtt:Url names an outside broker: set Mqtt:Mode to External or Auto, or take the Url away");
            }
        }
        else if (mqtt.Mode == MqttMode.External)
        {
            fault("Mqtt:Url", "null", "mode External needs the address of the outside broker, such as mqtt://192.168.1.10");
        }

        if (mqtt.User is not null && string.IsNullOrWhiteSpace(mqtt.User))
        {
            fault("Mqtt:User", "", "must be a name");
        }

        if (mqtt.Password is not null && string.IsNullOrWhiteSpace(mqtt.Password))
        {
            fault("Mqtt:Password", "", "an empty password is none: everybody would be let in; set one, or take Mqtt:User away");
        }

        if (mqtt.Broker == MqttMode.Embedded && mqtt.User is not null && mqtt.Password is null && mqtt.PasswordFile is null)
        {
            fault("Mqtt:User", mqtt.User, "a user of the station's own broker needs Mqtt:Password or Mqtt:PasswordFile");
        }

        if (mqtt.Password is not null && mqtt.PasswordFile is not null)
        {
            fault("Mqtt:PasswordFile", mqtt.PasswordFile, "Mqtt:Password is set too; keep one of them");
        }

        if (mqtt.User is null && (mqtt.Password is not null || mqtt.PasswordFile is not null))
        {
            fault("Mqtt:User", "null", "a password needs a user");
        }

        if (mqtt.ClientCertificateFile is null != mqtt.ClientKeyFile is null)
        {
            var missing = mqtt.ClientKeyFile is null ? "ClientKeyFile" : "ClientCertificateFile";
            fault($"Mqtt:{missing}", "null", "certificate and key go together: set both or none");
        }

        FileRule.CheckSecret("Mqtt:PasswordFile", mqtt.PasswordFile, fault);
        FileRule.Check("Mqtt:CaFile", mqtt.CaFile, fault);
        FileRule.Check("Mqtt:ClientCertificateFile", mqtt.ClientCertificateFile, fault);
        FileRule.Check("Mqtt:ClientKeyFile", mqtt.ClientKeyFile, fault);
        var certificate = mqtt.CaFile ?? mqtt.ClientCertificateFile ?? mqtt.ClientKeyFile;
        if (certificate is not null && mqtt.Broker == MqttMode.External && !secure)
        {
            fault("Mqtt:Url", mqtt.Url, "certificates are used with mqtts:// only");
        }
    }
}
