using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AvianVox.Training.Recipes;

/// <summary>Reads recipes.</summary>
internal static class RecipeFile
{
    private const string Folder = "config/recipes";

    /// <summary>How recipes are written.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    /// <summary>
    /// Reads a recipe by the name of a file in config/recipes of the folder the program was started in or lies in, or by path.
    /// </summary>
    /// <param name="nameOrPath">Such as "v20", or "mine/other.json".</param>
    /// <exception cref="WorkshopException">There is no such recipe, or it does not hold together; the message names every
    /// fault.</exception>
    public static Recipe Read(string nameOrPath)
    {
        var path = Find(nameOrPath);
        string text;
        Recipe recipe;
        try
        {
            text = File.ReadAllText(path);
            recipe = JsonSerializer.Deserialize<Recipe>(text, Json)
                ?? throw new WorkshopException($"{path} is empty; a recipe is an object with features, windows, network and fit.");
        }
        catch (JsonException fault)
        {
            throw new WorkshopException(
                $"{path}{(fault.LineNumber is { } line ? $", line {line + 1}" : "")}: " +
                $"{(fault.Path is { Length: > 2 } key ? key[2..] + ": " : "")}{FirstSentence(fault.Message)}",
                fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new WorkshopException($"{path} cannot be read: {fault.Message}", fault);
        }

        var faults = recipe.Faults();
        return faults.Count == 0
            ? recipe with { Name = Path.GetFileNameWithoutExtension(path) }
            : throw new WorkshopException($"{path}:\n  {string.Join("\n  ", faults)}");
    }

    /// <summary>A recipe in full, every default filled in.</summary>
    /// <param name="recipe">Recipe.</param>
    public static string Write(Recipe recipe) => JsonSerializer.Serialize(recipe, Json);

    /// <summary>Tells whether two recipes are the same: SHA-256 over all of it but name and description, in hexadecimal.</summary>
    /// <param name="recipe">Recipe.</param>
    public static string Fingerprint(Recipe recipe) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Write(recipe with { Name = "", Description = "" }))));

    private static string Find(string nameOrPath)
    {
        if (nameOrPath.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return File.Exists(nameOrPath) ? nameOrPath : throw new WorkshopException($"Recipe {nameOrPath}: there is no such file.");
        }

        var folders = Folders().ToList();
        return folders.Select(f => Path.Combine(f, nameOrPath + ".json")).FirstOrDefault(File.Exists)
            ?? throw new WorkshopException(
                $"There is no recipe '{nameOrPath}'; there are " +
                $"{string.Join(", ", folders.Take(1).SelectMany(f => Directory.GetFiles(f, "*.json")).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal))}, " +
                "or name a file that ends in .json.");
    }

    private static IEnumerable<string> Folders()
    {
        foreach (var start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (Directory.Exists(Path.Combine(folder.FullName, Folder)))
                {
                    yield return Path.Combine(folder.FullName, Folder);
                }
            }
        }
    }

    private static string FirstSentence(string message) => message.Split(" Path: ", 2)[0];
}
