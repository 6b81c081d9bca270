namespace AvianVox.Monitor.Configuration;

/// <summary>What classifies.</summary>
public sealed class ModelOptions
{
    /// <summary>Folder of the model package. Default "models/starter".</summary>
    public string Folder { get; set; } = "models/starter";

    /// <summary>Threads ONNX Runtime may use inside one call; 1 to 16. Default 1.</summary>
    public int Threads { get; set; } = 1;

    /// <summary>Most windows classified in one call when the classifier is behind; 1 to 64. Default 8.</summary>
    public int MaxBatch { get; set; } = 8;
}
