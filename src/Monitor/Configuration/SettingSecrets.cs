using System.Collections;
using System.Globalization;
using System.Reflection;
using AvianVox.Listening.Settings;

namespace AvianVox.Monitor.Configuration;

/// <summary>Finds the settings that hold a secret themselves, rather than the name of a file with one.</summary>
internal static class SettingSecrets
{
    /// <summary>Finds them.</summary>
    /// <param name="options">The station's options.</param>
    /// <returns>Their keys.</returns>
    public static IEnumerable<string> Of(StationOptions options) => In(options, "");

    private static IEnumerable<string> In(object group, string path)
    {
        foreach (var property in KeyNames.Of(group.GetType()))
        {
            var key = path + property.Name;
            var value = property.GetValue(group);
            if (value is not null && KeyNames.IsGroup(property.PropertyType))
            {
                foreach (var inner in In(value, key + ":"))
                {
                    yield return inner;
                }
            }
            else if (value is IEnumerable groups && KeyNames.ElementOf(property.PropertyType) is { } element && KeyNames.IsGroup(element))
            {
                foreach (var (index, item) in groups.Cast<object>().Index())
                {
                    foreach (var inner in In(item, string.Create(CultureInfo.InvariantCulture, $"{key}:{index}:")))
                    {
                        yield return inner;
                    }
                }
            }
            else if (property.GetCustomAttribute<MaskAttribute>() is { } mask && Hides(mask, value))
            {
                yield return key;
            }
        }
    }

    private static bool Hides(MaskAttribute mask, object? value) => value switch
    {
        string text => mask.Hides(text),
        IList<string> list => list.Index().Any(item => mask.Hides(item.Item, item.Index)),
        IDictionary<string, string> byName => byName.Values.Any(text => mask.Hides(text)),
        _ => false,
    };
}
