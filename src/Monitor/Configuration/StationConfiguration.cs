using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AvianVox.Listening.Settings;
using AvianVox.Listening.Sources;
using AvianVox.Station.Journal;

namespace AvianVox.Monitor.Configuration;

/// <summary>
/// Loads and checks the whole configuration: a JSON file (comments and trailing commas allowed), environment variables
/// AVIANVOX__GROUP__KEY, and KEY:SUB=VALUE of each --set, in rising order of precedence.
/// </summary>
/// <remarks>Relative paths in settings are taken from the working directory, as those on the command line are.</remarks>
public static class StationConfiguration
{
    /// <summary>The file that is read when none is named and the program is not installed; it may be missing.</summary>
    public const string DefaultFile = "config/station.json";

    /// <summary>Which file is read when none is named, for people.</summary>
    public const string DefaultText = $"default {DefaultFile} where there is one, and that of the installation where the program is installed";

    private static readonly JsonSerializerOptions Shown = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Mask } },
    };

    private const string DataKey = "Data:Folder";

    /// <summary>The file that is read; null for none.</summary>
    /// <param name="named">The one that was named, or null: then that of the installation, else <see cref="DefaultFile"/> where there is
    /// one.</param>
    public static string? InUse(string? named) =>
        named ?? Installation.Current?.Configuration ?? (File.Exists(DefaultFile) ? DefaultFile : null);

    /// <summary>Loads the configuration.</summary>
    /// <param name="file">A file, which must exist; null for the one in use (<see cref="InUse"/>).</param>
    /// <param name="sets">KEY:SUB=VALUE of each --set, later ones over earlier ones.</param>
    /// <param name="environment">Environment variables; null for the process's.</param>
    /// <param name="change">What the command line changes beyond single settings, before anything is checked; null for nothing.</param>
    /// <returns>Options that passed every check, with at least one source.</returns>
    /// <exception cref="ConfigurationException">Something is wrong; it lists everything that is.</exception>
    public static StationOptions Load(
        string? file,
        IReadOnlyList<string> sets,
        IEnumerable<KeyValuePair<string, string?>>? environment = null,
        Action<StationOptions>? change = null)
    {
        ArgumentNullException.ThrowIfNull(sets);
        file = InUse(file);
        var faults = new List<ConfigurationFault>();
        var layers = SettingLayers.Read(file, environment ?? SettingLayers.ProcessEnvironment(), sets, faults);
        var options = new StationOptions();
        var places = new ListPlaces();
        new OptionsBinder(layers, places, faults).Bind(options, layers.Root, "");
        if (options.Sources.Count == 0)
        {
            options.Sources.Add(new SourceOptions());
        }

        if (Installation.Current is { } installation && options.Data.Folder == new DataOptions().Folder && !layers.IsGiven(DataKey))
        {
            options.Data.Folder = installation.Data;
        }

        change?.Invoke(options);
        options.Origin = key => layers.Origin(places.Written(key));
        options.Written = places.Written;
        new OptionsValidator(options.Origin, faults).Check(options);
        faults = [.. faults.Select(fault => fault with { Key = places.Written(fault.Key) })];
        return faults.Count == 0 ? options : throw new ConfigurationException(faults);
    }

    /// <summary>Checks options that a program put together or changed.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ConfigurationException">Something is wrong; it lists everything that is.</exception>
    public static void Validate(StationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new List<ConfigurationFault>();
        if (options.Sources.Count == 0)
        {
            faults.Add(new ConfigurationFault("Sources", null, "there must be at least one source", null));
        }

        new OptionsValidator(_ => null, faults).Check(options);
        if (faults.Count > 0)
        {
            throw new ConfigurationException(faults);
        }
    }

    /// <summary>The options as JSON that <see cref="Load"/> reads, secrets masked.</summary>
    /// <param name="options">The options.</param>
    public static string Show(StationOptions options) => JsonSerializer.Serialize(options, Shown);

    private static void Mask(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            var property = type.Properties[i];
            if (property.Set is null && property.AttributeProvider is PropertyInfo { CanWrite: false })
            {
                type.Properties.RemoveAt(i);
            }
            else if (property.AttributeProvider is PropertyInfo setting && setting.GetCustomAttribute<MaskAttribute>() is { } mask && property.Get is { } get)
            {
                property.Get = options => Masked(get(options), mask);
            }
        }
    }

    private static object? Masked(object? value, MaskAttribute mask) => value switch
    {
        string text => mask.Show(text),
        IList<string> list => list.Select((text, place) => mask.Show(text, place)).ToList(),
        IDictionary<string, string> byName => byName.ToDictionary(entry => entry.Key, entry => mask.Show(entry.Value)),
        _ => value,
    };
}
