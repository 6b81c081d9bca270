namespace AvianVox.Classification.Packages;

/// <summary>A model package that has been read and holds together: the hash, the shapes, the labels and the spec fit one another.</summary>
/// <remarks>docs/model-package.md describes the format.</remarks>
public sealed class ModelPackage
{
    /// <summary>Name of the network in the package.</summary>
    internal const string OnnxName = "model.onnx";

    /// <summary>Name of the model card in the package.</summary>
    internal const string CardName = "MODEL_CARD.md";

    internal ModelPackage(string folder, ModelManifest manifest, IReadOnlyList<Label> labels)
    {
        Folder = folder;
        Manifest = manifest;
        Labels = labels;
    }

    /// <summary>Full path of the folder.</summary>
    public string Folder { get; }

    /// <summary>What model.json says.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>One label per output of the model, in its order.</summary>
    public IReadOnlyList<Label> Labels { get; }

    /// <summary>Full path of model.onnx.</summary>
    public string OnnxPath => Path.Combine(Folder, OnnxName);

    /// <summary>Full path of MODEL_CARD.md.</summary>
    public string CardPath => Path.Combine(Folder, CardName);

    /// <summary>Thresholds of labels that do not exist.</summary>
    /// <param name="manifest">Manifest.</param>
    /// <param name="labels">Labels.</param>
    internal static IEnumerable<string> ThresholdFaults(ModelManifest manifest, IReadOnlyList<Label> labels)
    {
        var codes = labels.Select(l => l.Code).ToHashSet(StringComparer.Ordinal);
        return manifest.Thresholds.Keys.Where(c => !codes.Contains(c))
            .Select(c => $"thresholds['{c}'] is for no label; allowed: codes of {LabelsFile.Name}");
    }
}
