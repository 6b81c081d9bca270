using AvianVox.Listening.Settings;
using AvianVox.Station.Sinks;

namespace AvianVox.Station.Influx;

/// <summary>The rules that tie the settings of InfluxDB together, or to files on this machine.</summary>
/// <param name="fault">Takes what is wrong.</param>
public sealed class InfluxRules(FaultSink fault)
{
    /// <summary>Checks them.</summary>
    /// <param name="influx">Options.</param>
    public void Check(InfluxOptions influx)
    {
        var receiver = new ReceiverRules(fault);
        receiver.CheckUrl("Influx:Url", influx.Url, "Influx:Token or Influx:TokenFile");
        receiver.CheckSecret("Influx:Token", influx.Token, influx.TokenFile);
    }
}
