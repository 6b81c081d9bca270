using AvianVox.Listening.Settings;

namespace AvianVox.Listening.Models;

/// <summary>What classifies.</summary>
[SettingGroup]
public sealed class ModelOptions
{
    /// <summary>Folder of the model package. Default "models/british-birds".</summary>
    [Pattern(PatternAttribute.Something, "the path of a model package")]
    public string Folder { get; set; } = "models/british-birds";

    /// <summary>Threads ONNX Runtime may use inside one call; 1 to 16. Default 1.</summary>
    [Between(1, 16)]
    public int Threads { get; set; } = 1;

    /// <summary>
    /// Most windows classified in one call when the classifier is behind; 1 to 64. Default 4: a larger batch costs memory and is no faster
    /// a window.
    /// </summary>
    [Between(1, 64)]
    public int MaxBatch { get; set; } = 4;
}
