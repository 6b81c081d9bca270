namespace AvianVox.Monitor.Configuration;

/// <summary>Where the station keeps what it wrote down.</summary>
public sealed class DataOptions
{
    /// <summary>Folder of the journal; made when missing. Default "data".</summary>
    [Pattern(PatternAttribute.Something, "the path of a folder")]
    public string Folder { get; set; } = "data";
}
