using System.Security.Cryptography;
using System.Text;
using AvianVox.Classification.Inference;
using AvianVox.Classification.Packages;

namespace AvianVox.Classification.Loading;

/// <summary>Reads model packages from their folders, and looks whether the network in them is what the rest of the package says.</summary>
public static class ModelLoader
{
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
        RequireFile(folder, ModelPackage.CardName, faults);
        var hash = HashOnnx(folder, faults);

        var manifest = json is null ? null : ManifestFile.Read(json, faults);
        var beforeLabels = faults.Count;
        var labels = csv is null ? [] : LabelsFile.Read(Encoding.UTF8.GetString(csv), faults);
        var labelsHold = csv is not null && faults.Count == beforeLabels;
        if (manifest is not null && labelsHold)
        {
            faults.AddRange(ModelPackage.ThresholdFaults(manifest, labels).Select(f => $"{ManifestFile.Name}: {f}"));
        }

        if (hash is not null && manifest is not null)
        {
            if (!string.Equals(hash, manifest.Sha256, StringComparison.Ordinal))
            {
                faults.Add(
                    $"{ManifestFile.Name}: sha256 is '{manifest.Sha256}', but {ModelPackage.OnnxName} has {hash}; one of the two is " +
                    "damaged or was changed: fetch the package again");
            }
            else
            {
                // Only a file that is what the maker hashed is worth opening.
                faults.AddRange(
                    OnnxWeights.Faults(File.ReadAllBytes(Path.Combine(folder, ModelPackage.OnnxName))).Select(f => $"{ModelPackage.OnnxName}: {f}"));
                faults.AddRange(
                    OnnxSignature.Inspect(Path.Combine(folder, ModelPackage.OnnxName), manifest, labelsHold ? labels.Count : null).Select(f => $"{ModelPackage.OnnxName}: {f}"));
            }
        }

        // What is wrong with a file says more than that it is another one.
        if (faults.Count == 0)
        {
            faults.AddRange(PackageSums.Faults(folder));
        }

        return faults.Count == 0
            ? new ModelPackage(folder, manifest!, labels)
            : throw new ModelPackageException(shownAs, faults);
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
        => RequireFile(folder, ModelPackage.OnnxName, faults)
            ? Guarded(ModelPackage.OnnxName, faults, () =>
            {
                using var file = File.OpenRead(Path.Combine(folder, ModelPackage.OnnxName));
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
