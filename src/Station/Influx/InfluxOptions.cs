using AvianVox.Listening.Settings;
using AvianVox.Station.Sinks;

namespace AvianVox.Station.Influx;

/// <summary>The time series database that detections, presence, effort and health are written to.</summary>
[SettingGroup]
public sealed class InfluxOptions : SinkFilterOptions
{
    /// <summary>Base address, such as http://192.168.1.10:8086; null for no database. Default null.</summary>
    [HoldsUser]
    public string? Url { get; set; }

    /// <summary>Organisation; any text for databases that know none. Default "avianvox".</summary>
    [Pattern(PatternAttribute.Something, "the name of an organisation")]
    public string Org { get; set; } = "avianvox";

    /// <summary>Bucket, or database in InfluxDB 1.8 and 3. Default "birds".</summary>
    [Pattern(PatternAttribute.Something, "the name of a bucket")]
    public string Bucket { get; set; } = "birds";

    /// <summary>Token that may write to the bucket; never shown. Better in <see cref="TokenFile"/>. Default null.</summary>
    [Secret]
    public string? Token { get; set; }

    /// <summary>File whose first line is the token; read anew at every request. Default null.</summary>
    public string? TokenFile { get; set; }

    /// <summary>Unit of the times. Default <see cref="InfluxPrecision.Ns"/>.</summary>
    public InfluxPrecision Precision { get; set; } = InfluxPrecision.Ns;

    /// <summary>Most entries in one request, 1 to 10,000. Default 1,000.</summary>
    [Between(1, 10_000)]
    public int BatchEntries { get; set; } = 1_000;

    /// <summary>Whether requests are compressed. Default true.</summary>
    public bool Gzip { get; set; } = true;

    /// <summary>How long one request may take, in seconds; 0.1 to 300. Default 10.</summary>
    [Between(0.1, 300)]
    public double TimeoutSeconds { get; set; } = 10;
}
