using System.Collections;
using System.Globalization;
using System.Reflection;
using AvianVox.Listening.Settings;
using Microsoft.Extensions.Configuration;

namespace AvianVox.Monitor.Configuration;

/// <summary>
/// Fills the options from the layers. Unlike the binder of Microsoft.Extensions.Configuration it does not stop at the first
/// fault: it notes every unknown key and every value of a wrong type, and leaves the default in place.
/// </summary>
/// <param name="layers">The settings.</param>
/// <param name="places">Receives which numbers the entries of lists were given by.</param>
/// <param name="faults">Receives what is wrong.</param>
internal sealed class OptionsBinder(SettingLayers layers, ListPlaces places, List<ConfigurationFault> faults)
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>Whether a setting may be left without a value.</summary>
    /// <param name="property">The setting.</param>
    public static bool IsNullable(PropertyInfo property)
    {
        lock (Nullability)
        {
            return Nullability.Create(property).WriteState == NullabilityState.Nullable;
        }
    }

    /// <summary>Fills a group.</summary>
    /// <param name="target">The options object.</param>
    /// <param name="section">What is set for it.</param>
    /// <param name="path">Path of the group with a trailing colon, or empty.</param>
    public void Bind(object target, IConfiguration section, string path)
    {
        foreach (var child in section.GetChildren())
        {
            var property = KeyNames.Of(target.GetType()).FirstOrDefault(p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                Fault(child, path + child.Key, null, KeyNames.Suggest(target.GetType(), path, child.Key));
            }
            else
            {
                Bind(target, property, child, path + property.Name);
            }
        }
    }

    private void Bind(object target, PropertyInfo property, IConfigurationSection section, string key)
    {
        var isLeaf = !section.GetChildren().Any();
        if (KeyNames.IsGroup(property.PropertyType))
        {
            if (isLeaf)
            {
                Fault(section, key, section.Value, $"is a group of settings, not a value; it holds {string.Join(", ", KeyNames.Of(property.PropertyType).Select(p => p.Name))}");
            }
            else
            {
                Bind(property.GetValue(target)!, section, key + ":");
            }
        }
        else if (KeyNames.ElementOf(property.PropertyType) is { } element)
        {
            BindList((IList)property.GetValue(target)!, element, section, key);
        }
        else if (KeyNames.ValueOf(property.PropertyType) is { } type)
        {
            BindByName((IDictionary)property.GetValue(target)!, type, section, key);
        }
        else if (!isLeaf)
        {
            Fault(section, key, null, "is one value, not a group or a list");
        }
        else if (HasControl(section, key))
        {
            // It has been told.
        }
        else if (SettingValue.TryParse(section.Value, property.PropertyType, IsNullable(property), out var value))
        {
            property.SetValue(target, value);
        }
        else
        {
            Fault(section, key, section.Value ?? "null", $"must be {SettingValue.Allowed(property, IsNullable(property))}");
        }
    }

    private void BindList(IList list, Type element, IConfigurationSection section, string key)
    {
        var isGroups = KeyNames.IsGroup(element);
        if (!string.IsNullOrEmpty(section.Value))
        {
            Fault(section, key, section.Value, isGroups
                ? $"is a list of {key.ToLowerInvariant()}: [ {{ \"Name\": ... }} ], or {key}:0:Name=... in a --set"
                : $"is a list: [ \"...\" ], or {key}:0=... in a --set");
        }

        foreach (var item in section.GetChildren())
        {
            var place = $"{key}:{item.Key}";
            if (!int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                Fault(item, place, null, $"must be numbered: {key}:0 is the first");
            }
            else if (item.GetChildren().Any() != isGroups)
            {
                Fault(
                    item,
                    place,
                    item.Value,
                    isGroups ? "must be a group such as { \"Name\": ... }" : "is one value, not a group or a list");
            }
            else if (isGroups)
            {
                var group = Activator.CreateInstance(element)!;
                Bind(group, item, place + ":");
                places.Note(Next(list, key), place);
                list.Add(group);
            }
            else if (HasControl(item, place))
            {
                // It has been told.
            }
            else if (SettingValue.TryParse(item.Value, element, nullable: false, out var value))
            {
                places.Note(Next(list, key), place);
                list.Add(value);
            }
            else
            {
                Fault(item, place, item.Value, $"must be {SettingValue.Allowed(element)}");
            }
        }
    }

    /// <summary>Path of the entry that is added next.</summary>
    private static string Next(IList list, string key) => string.Create(CultureInfo.InvariantCulture, $"{key}:{list.Count}");

    private void BindByName(IDictionary values, Type type, IConfigurationSection section, string key)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            Fault(section, key, section.Value, type == typeof(string)
                ? "is a group of texts by name, such as { \"name\": \"text\" }"
                : "is a group of numbers by name, such as { \"common-cuckoo\": 0.7 }");
        }

        foreach (var item in section.GetChildren())
        {
            if (HasControl(item, $"{key}:{item.Key}"))
            {
                continue;
            }

            if (!item.GetChildren().Any() && SettingValue.TryParse(item.Value, type, nullable: false, out var value))
            {
                values[item.Key] = value;
            }
            else
            {
                Fault(item, $"{key}:{item.Key}", item.Value, $"must be {SettingValue.Allowed(type)}");
            }
        }
    }

    /// <summary>
    /// Notes a character that no setting needs and that paths, addresses and terminals choke on. Line breaks and tabs, which a template may
    /// have, are none of these.
    /// </summary>
    private bool HasControl(IConfigurationSection section, string key)
    {
        foreach (var letter in section.Value ?? "")
        {
            if (char.IsControl(letter) && letter is not ('\t' or '\n' or '\r'))
            {
                Fault(
                    section,
                    key,
                    null,
                    string.Create(CultureInfo.InvariantCulture, $"holds the control character U+{(int)letter:X4}; take it out"));
                return true;
            }
        }

        return false;
    }

    private void Fault(IConfigurationSection section, string key, string? value, string message) =>
        faults.Add(ShownFault.Of(key, value, message, layers.Origin(section.Path)));
}
