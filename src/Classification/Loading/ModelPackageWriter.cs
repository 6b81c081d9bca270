using System.Security.Cryptography;
using System.Text;
using AvianVox.Classification.Packages;

namespace AvianVox.Classification.Loading;

/// <summary>Writes model packages.</summary>
public static class ModelPackageWriter
{
    /// <summary>
    /// Writes a package as a whole or not at all: the files go into a hidden folder beside the target, are read
    /// back and checked like any package, and only then does the folder take the target's name.
    /// </summary>
    /// <param name="folder">Target. Its parents are made where they are missing.</param>
    /// <param name="manifest">What model.json is to say; <see cref="ModelManifest.Sha256"/> is filled in.</param>
    /// <param name="labels">One label per output.</param>
    /// <param name="onnx">The network.</param>
    /// <param name="card">Text of MODEL_CARD.md, Markdown.</param>
    /// <param name="replace">Whether an existing package there may be replaced. Anything else there never is.</param>
    /// <param name="others">Texts of further files that belong to it, by name; null for none.</param>
    /// <returns>The package as it was read back.</returns>
    /// <exception cref="ModelPackageException">The parts do not fit one another, or the target is taken.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    public static ModelPackage Write(
        string folder,
        ModelManifest manifest,
        IReadOnlyList<Label> labels,
        ReadOnlySpan<byte> onnx,
        string card,
        bool replace = false,
        IReadOnlyDictionary<string, string>? others = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentException.ThrowIfNullOrWhiteSpace(card);
        RequireFinite(folder, manifest);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        RequireFree(folder, target, replace);

        try
        {
            using var draft = DraftFolder.Create(target);
            var hash = Convert.ToHexStringLower(SHA256.HashData(onnx));
            var files = new Dictionary<string, byte[]>(StringComparer.Ordinal)
            {
                [ModelPackage.OnnxName] = onnx.ToArray(),
                [ManifestFile.Name] = ManifestFile.Write(manifest with { Sha256 = hash }),
                [LabelsFile.Name] = Encoding.UTF8.GetBytes(LabelsFile.Write(labels)),
                [ModelPackage.CardName] = Encoding.UTF8.GetBytes(card.TrimEnd() + "\n"),
            };
            foreach (var (name, text) in others ?? new Dictionary<string, string>())
            {
                files[name] = Encoding.UTF8.GetBytes(text);
            }

            foreach (var (name, content) in files)
            {
                draft.Write(name, content);
            }

            draft.Write(PackageSums.Name, Encoding.UTF8.GetBytes(PackageSums.Write(files)));
            ModelLoader.Load(draft.Path, folder);
            draft.Publish();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Model package {folder} cannot be written ({e.Message.TrimEnd('.')}).", e);
        }

        return ModelLoader.Load(target, folder);
    }

    /// <summary>JSON has no way to write a number that is not finite, so these faults must be told before.</summary>
    private static void RequireFinite(string folder, ModelManifest manifest)
    {
        var faults = manifest.Faults();
        if (faults.Count > 0)
        {
            throw new ModelPackageException(folder, [.. faults.Select(f => $"{ManifestFile.Name}: {f}")]);
        }
    }

    private static void RequireFree(string folder, string target, bool replace)
    {
        if (File.Exists(target))
        {
            throw new ModelPackageException($"Model package {folder}: a file of that name exists; name a folder.");
        }

        if (!Directory.Exists(target) || !Directory.EnumerateFileSystemEntries(target).Any())
        {
            return;
        }

        if (!File.Exists(Path.Combine(target, ManifestFile.Name)))
        {
            throw new ModelPackageException($"Model package {folder}: the folder holds other things than a model package; name a new one.");
        }

        if (!replace)
        {
            throw new ModelPackageException(
                $"Model package {folder} exists already; name a new folder, or ask for it to be replaced (--replace).");
        }
    }
}
