using System.Collections;
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
        if (file is not null && SettingFile.Read(file, faults) is { } parsed)
        {
            builder.AddInMemoryCollection(parsed.Values);
            origins.Add(parsed.Origin);
        }

        builder.AddInMemoryCollection(environment
            .Where(pair => pair.Key.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(pair => KeyValuePair.Create(
                pair.Key[EnvironmentPrefix.Length..].Replace("__", ":", StringComparison.Ordinal),
                pair.Value)));
        origins.Add(key => EnvironmentPrefix + key.Replace(":", "__", StringComparison.Ordinal));

        var given = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var set in sets)
        {
            var equals = set.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                faults.Add(ShownFault.OfSet(set));
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
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(
            entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value));

    /// <summary>Whether a key is set by the environment or the command line, rather than by a file or not at all.</summary>
    /// <param name="key">Path of the setting.</param>
    public bool IsGiven(string key) => _layers.TakeLast(2).Any(layer => layer.Provider.TryGet(key, out _));

    /// <summary>Which layer a key's value comes from; null when none sets it.</summary>
    /// <param name="key">Path of the setting.</param>
    public string? Origin(string key)
    {
        var layer = _layers.LastOrDefault(l => l.Provider.TryGet(key, out _) || l.Provider.GetChildKeys([], key).Any());
        return layer.Origin?.Invoke(key);
    }
}
