using System.Collections;
using System.Globalization;
using System.Reflection;
using AvianVox.Listening.Settings;

namespace AvianVox.Monitor.Configuration;

/// <summary>Checks every value against the range or form its property declares, then the rules that tie settings together.</summary>
/// <param name="origin">Where a key's value came from; null for a default.</param>
/// <param name="faults">Receives what is wrong.</param>
internal sealed class OptionsValidator(Func<string, string?> origin, List<ConfigurationFault> faults)
{
    /// <summary>Checks everything.</summary>
    /// <param name="options">The station's options.</param>
    public void Check(StationOptions options)
    {
        Check(options, "");
        new StationRules(Fault).Check(options);
    }

    private void Check(object group, string path)
    {
        foreach (var property in KeyNames.Of(group.GetType()))
        {
            var key = path + property.Name;
            switch (property.GetValue(group))
            {
                case string text when property.GetCustomAttribute<PatternAttribute>() is { } pattern && !pattern.Holds(text):
                    Fault(key, text, $"must be {pattern.Allowed}");
                    break;
                case int or double when property.GetCustomAttribute<BetweenAttribute>() is { } range:
                    var number = Convert.ToDouble(property.GetValue(group), CultureInfo.InvariantCulture);
                    if (!range.Holds(number))
                    {
                        Fault(key, number.ToString(CultureInfo.InvariantCulture), $"must be {range}");
                    }

                    break;
                case IDictionary numbers when property.GetCustomAttribute<BetweenAttribute>() is { } range:
                    foreach (DictionaryEntry entry in numbers)
                    {
                        var value = Convert.ToDouble(entry.Value, CultureInfo.InvariantCulture);
                        if (!range.Holds(value))
                        {
                            Fault($"{key}:{entry.Key}", value.ToString(CultureInfo.InvariantCulture), $"must be {range}");
                        }
                    }

                    break;
                case IList<string> texts when property.GetCustomAttribute<PatternAttribute>() is { } pattern:
                    foreach (var (index, text) in texts.Index().Where(item => !pattern.Holds(item.Item)))
                    {
                        Fault(string.Create(CultureInfo.InvariantCulture, $"{key}:{index}"), text, $"must be {pattern.Allowed}");
                    }

                    break;
                case IEnumerable groups when KeyNames.ElementOf(property.PropertyType) is { } element && KeyNames.IsGroup(element):
                    foreach (var (index, item) in groups.Cast<object>().Index())
                    {
                        Check(item, string.Create(CultureInfo.InvariantCulture, $"{key}:{index}:"));
                    }

                    break;
                case { } value when KeyNames.IsGroup(property.PropertyType):
                    Check(value, key + ":");
                    break;
            }
        }
    }

    private void Fault(string key, string? value, string message) => faults.Add(ShownFault.Of(key, value, message, origin(key)));
}
