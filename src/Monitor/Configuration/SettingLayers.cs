using System.Collections;
using System.Globalization;
using System.Text.Json;
using AvianVox.Listening.Settings;
using Microsoft.Extensions.Configuration;

namespace AvianVox.Monitor.Configuration;

/// <summary>Where settings come from, in rising order of precedence: the file, the environment, the command line.</summary>
internal sealed class SettingLayers
{
    /// <summary>What the names of environment variables that are settings begin with.</summary>
    public const string EnvironmentPrefix = "AVIANVOX__";

    private readonly List<(IConfigurationProvider Provider, Func<string, string> Origin)> _layers = [];

    private SettingLayers(IConfigurationRoot root)
    {
        Root = root;
    }

    /// <summary>All layers as one.</summary>
    public IConfigurationRoot Root { get; }

    /// <summary>Reads the layers.</summary>
    /// <param name="file">Path of the file, or null for none.</param>
    /// <param name="environment">Environment variables; those without the prefix are passed over.</param>
    /// <param name="sets">KEY=VALUE of each --set.</param>
    /// <param name="faults">Receives what cannot be read.</param>
    public static SettingLayers Read(
        string? file,
        IEnumerable<KeyValuePair<string, string?>> environment,
        IReadOnlyList<string> sets,
        List<ConfigurationFault> faults)
    {
        var builder = new ConfigurationBuilder();
        var origins = new List<Func<string, string>>();
        if (file is not null && ReadFile(file, faults) is { } parsed)
        {
            builder.AddInMemoryCollection(parsed);
            origins.Add(_ => file);
        }

        builder.AddInMemoryCollection(environment
            .Where(pair => pair.Key.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(pair => KeyValuePair.Create(pair.Key[EnvironmentPrefix.Length..].Replace("__", ":", StringComparison.Ordinal), pair.Value)));
        origins.Add(key => EnvironmentPrefix + key.Replace(":", "__", StringComparison.Ordinal));

        var given = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var set in sets)
        {
            var equals = set.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                faults.Add(new ConfigurationFault("", null, $"--set {set}: must be KEY=VALUE, such as --set Detector:Threshold=0.6", null));
                continue;
            }

            given[set[..equals].Trim()] = set[(equals + 1)..];
        }

        builder.AddInMemoryCollection(given);
        origins.Add(_ => "--set");

        var layers = new SettingLayers(builder.Build());
        layers._layers.AddRange(layers.Root.Providers.Zip(origins));
        return layers;
    }

    /// <summary>The process's environment.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> ProcessEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value));

    /// <summary>Which layer a key's value comes from; null when none sets it.</summary>
    /// <param name="key">Path of the setting.</param>
    public string? Origin(string key)
    {
        var layer = _layers.LastOrDefault(l => l.Provider.TryGet(key, out _) || l.Provider.GetChildKeys([], key).Any());
        return layer.Origin?.Invoke(key);
    }

    private static Dictionary<string, string?>? ReadFile(string file, List<ConfigurationFault> faults)
    {
        string message;
        try
        {
            var bytes = File.ReadAllBytes(file);
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            using var document = JsonDocument.Parse(bytes.AsMemory(StartOf(bytes)), options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
                Flatten(document.RootElement, "", file, values, faults);
                return values;
            }

            message = $"{file}: must hold one object, {{ ... }}";
        }
        catch (JsonException error)
        {
            var cause = error.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0];
            message = $"{file}, line {error.LineNumber + 1}, position {error.BytePositionInLine + 1}: {cause}";
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            message = $"{file}: there is no such file (looked for {Path.GetFullPath(file)})";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            message = $"{file} cannot be read: {error.Message}";
        }

        faults.Add(new ConfigurationFault("", null, message, file));
        return null;
    }

    private static void Flatten(
        JsonElement element,
        string path,
        string file,
        Dictionary<string, string?> values,
        List<ConfigurationFault> faults)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Flatten(member.Value, Join(path, member.Name), file, values, faults);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                {
                    Flatten(item, Join(path, index.ToString(CultureInfo.InvariantCulture)), file, values, faults);
                }

                break;
            default:
                var text = element.ValueKind switch
                {
                    JsonValueKind.Null => null,
                    JsonValueKind.String => element.GetString(),
                    _ => element.GetRawText(),
                };
                if (!values.TryAdd(path, text))
                {
                    faults.Add(new ConfigurationFault(path, null, "is set twice; keep one", file));
                }

                break;
        }
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";

    /// <summary>Length of a byte order mark, which editors on other systems leave and JSON does not know.</summary>
    private static int StartOf(byte[] bytes) => bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
}
