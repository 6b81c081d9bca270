using System.Security.Cryptography;
using System.Text;

namespace AvianVox.Classification.Loading;

/// <summary>
/// The hashes of a package's files, in the form that sha256sum reads: what was damaged on its way, or changed by half, is told by name. A
/// package without the list is taken as it is; whoever changes one of its files on purpose deletes the list.
/// </summary>
internal static class PackageSums
{
    /// <summary>Name in the package.</summary>
    public const string Name = "SHA256SUMS";

    /// <summary>Writes the list.</summary>
    /// <param name="files">Content by name.</param>
    public static string Write(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        var text = new StringBuilder();
        foreach (var (name, content) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            text.Append(Convert.ToHexStringLower(SHA256.HashData(content))).Append("  ").Append(name).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Compares the files of a package with its list.</summary>
    /// <param name="folder">Full path of the folder.</param>
    /// <returns>One fault per file that differs or is gone; none where there is no list.</returns>
    public static IReadOnlyList<string> Faults(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            return [];
        }

        var faults = new List<string>();
        try
        {
            foreach (var line in File.ReadAllLines(path).Where(l => l.Length > 0))
            {
                // Names only: nothing outside the folder is of the package.
                var (hash, name) = line.Length > 66 ? (line[..64], line[66..]) : ("", "");
                if (name.Length == 0 || name != Path.GetFileName(name))
                {
                    faults.Add($"{Name}: '{line}' is no hash and name of a file of the package");
                }
                else if (!File.Exists(Path.Combine(folder, name)))
                {
                    faults.Add($"{name} is missing, though {Name} lists it");
                }
                else if (HashOf(Path.Combine(folder, name)) != hash)
                {
                    faults.Add(
                        $"{name} is not what it was when the package was made: it is damaged or was changed. Fetch the package " +
                        $"again; if you changed it yourself, delete {Name}");
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{Name} cannot be compared ({e.Message.TrimEnd('.')})");
        }

        return faults;
    }

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
