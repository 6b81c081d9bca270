using AvianVox.Audio.Streams;
using AvianVox.Monitor.Configuration;
using AvianVox.Station.Influx;
using AvianVox.Station.Sinks;

namespace AvianVox.Monitor.Doctor;

/// <summary>Whether the database can be reached and lets the station write. Writes no point.</summary>
/// <param name="options">Checked options.</param>
/// <param name="time">Measures.</param>
internal sealed class InfluxCheck(StationOptions options, TimeProvider time) : ICheck
{
    /// <inheritdoc />
    public string Name => "InfluxDB";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        if (options.Influx.Url is null)
        {
            return [Finding.Note("none is set (Influx:Url)")];
        }

        await using var sink = new InfluxSink(options.Influx, options.Station.Id, time);
        try
        {
            var version = await sink.AskAsync(cancellation);
            var ping = version switch
            {
                null => "; it does not answer to a ping, as InfluxDB does",
                "unknown" => "",
                _ => $"; it is version {version}",
            };
            return [Finding.Ok($"{StreamUrl.WithoutSecrets(options.Influx.Url)} takes points for {options.Influx.Bucket}{ping}")];
        }
        catch (SinkException fault)
        {
            return [Finding.Fault(fault.Message, "Start the database, or mend the setting that is named. The station itself waits for it: what is heard meanwhile is kept.")];
        }
    }
}
