using System.Security.Cryptography;
using System.Text;
using AvianVox.Classification.Inference;

namespace AvianVox.Classification.Packages;

/// <summary>A model package that has been read and holds together: the hash, the shapes, the labels and the spec fit one another.</summary>
/// <remarks>docs/model-package.md describes the format.</remarks>
public sealed class ModelPackage
{
    /// <summary>Name of the network in the package.</summary>
    internal const string OnnxName = "model.onnx";

    /// <summary>Name of the model card in the package.</summary>
    internal const string CardName = "MODEL_CARD.md";

    private ModelPackage(string folder, ModelManifest manifest, IReadOnlyList<Label> labels)
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

    /// <summary>Reads a package and checks everything about it.</summary>
    /// <param name="folder">Folder of the package.</param>
    /// <exception cref="ModelPackageException">It does not hold together; all faults that can be told at once are told.</exception>
    public static ModelPackage Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return Load(Path.GetFullPath(folder), folder);
    }

    /// <summary>Reads a package under another name than its folder's.</summary>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="shownAs">Name of the package in messages.</param>
    internal static ModelPackage Load(string folder, string shownAs)
    {
        if (!Directory.Exists(folder))
        {
            throw new ModelPackageException($"Model package {shownAs}: there is no such folder.");
        }

        var faults = new List<string>();
        var json = ReadFile(folder, ManifestFile.Name, faults);
        var csv = ReadFile(folder, LabelsFile.Name, faults);
        RequireFile(folder, CardName, faults);
        var hash = HashOnnx(folder, faults);

        var manifest = json is null ? null : ManifestFile.Read(json, faults);
        var beforeLabels = faults.Count;
        var labels = csv is null ? [] : LabelsFile.Read(Encoding.UTF8.GetString(csv), faults);
        var labelsHold = csv is not null && faults.Count == beforeLabels;
        if (manifest is not null && labelsHold)
        {
            faults.AddRange(ThresholdFaults(manifest, labels).Select(f => $"{ManifestFile.Name}: {f}"));
        }

        if (hash is not null && manifest is not null)
        {
            if (!string.Equals(hash, manifest.Sha256, StringComparison.Ordinal))
            {
                faults.Add($"{ManifestFile.Name}: sha256 is '{manifest.Sha256}', but {OnnxName} has {hash}; one of the two is damaged or was changed: fetch the package again");
            }
            else
            {
                // Only a file that is what the maker hashed is worth opening.
                faults.AddRange(OnnxSignature.Inspect(Path.Combine(folder, OnnxName), manifest, labelsHold ? labels.Count : null).Select(f => $"{OnnxName}: {f}"));
            }
        }

        return faults.Count == 0
            ? new ModelPackage(folder, manifest!, labels)
            : throw new ModelPackageException(shownAs, faults);
    }

    /// <summary>Thresholds of labels that do not exist.</summary>
    /// <param name="manifest">Manifest.</param>
    /// <param name="labels">Labels.</param>
    internal static IEnumerable<string> ThresholdFaults(ModelManifest manifest, IReadOnlyList<Label> labels)
    {
        var codes = labels.Select(l => l.Code).ToHashSet(StringComparer.Ordinal);
        return manifest.Thresholds.Keys.Where(c => !codes.Contains(c))
            .Select(c => $"thresholds['{c}'] is for no label; allowed: codes of {LabelsFile.Name}");
    }

    private static bool RequireFile(string folder, string name, List<string> faults)
    {
        if (File.Exists(Path.Combine(folder, name)))
        {
            return true;
        }

        faults.Add($"{name} is missing");
        return false;
    }

    private static byte[]? ReadFile(string folder, string name, List<string> faults)
        => RequireFile(folder, name, faults) ? Guarded(name, faults, () => File.ReadAllBytes(Path.Combine(folder, name))) : null;

    private static string? HashOnnx(string folder, List<string> faults)
        => RequireFile(folder, OnnxName, faults)
            ? Guarded(OnnxName, faults, () =>
            {
                using var file = File.OpenRead(Path.Combine(folder, OnnxName));
                return Convert.ToHexStringLower(SHA256.HashData(file));
            })
            : null;

    private static T? Guarded<T>(string name, List<string> faults, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{name} cannot be read ({e.Message.TrimEnd('.')})");
            return null;
        }
    }
}
