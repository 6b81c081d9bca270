using System.Security.Cryptography;
using System.Text;

namespace AvianVox.Classification.Packages;

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
    /// <returns>The package as it was read back.</returns>
    /// <exception cref="ModelPackageException">The parts do not fit one another, or the target is taken.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    public static ModelPackage Write(string folder, ModelManifest manifest, IReadOnlyList<Label> labels, ReadOnlySpan<byte> onnx, string card, bool replace = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentException.ThrowIfNullOrWhiteSpace(card);
        RequireFinite(folder, manifest);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        RequireFree(folder, target, replace);

        var parent = Path.GetDirectoryName(target) ?? throw new ModelPackageException($"Model package {folder}: the root folder cannot be one.");
        var draft = Path.Combine(parent, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(draft);
            var hash = Convert.ToHexStringLower(SHA256.HashData(onnx));
            WriteFile(draft, ModelPackage.OnnxName, onnx);
            WriteFile(draft, ManifestFile.Name, ManifestFile.Write(manifest with { Sha256 = hash }));
            WriteFile(draft, LabelsFile.Name, Encoding.UTF8.GetBytes(LabelsFile.Write(labels)));
            WriteFile(draft, ModelPackage.CardName, Encoding.UTF8.GetBytes(card.TrimEnd() + "\n"));
            ModelPackage.Load(draft, folder);
            Publish(draft, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Model package {folder} cannot be written ({e.Message.TrimEnd('.')}).", e);
        }
        finally
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }
        }

        return ModelPackage.Load(target, folder);
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
            throw new ModelPackageException($"Model package {folder} exists already; name a new folder, or ask for it to be replaced (--replace).");
        }
    }

    /// <summary>Gives the draft the target's name. What was there before moves aside first and is deleted last.</summary>
    private static void Publish(string draft, string target)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(draft, target);
            return;
        }

        var old = draft + ".old";
        Directory.Move(target, old);
        try
        {
            Directory.Move(draft, target);
        }
        catch (IOException)
        {
            Directory.Move(old, target);
            throw;
        }

        Directory.Delete(old, recursive: true);
    }

    /// <summary>Writes through to the disk: after a power cut a renamed folder must not hold empty files.</summary>
    private static void WriteFile(string folder, string name, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
