using System.Globalization;
using System.Reflection;
using AvianVox.Listening.Settings;

namespace AvianVox.Monitor.Configuration;

/// <summary>The settings there are, and which of them a mistyped one meant.</summary>
internal static class KeyNames
{
    private static readonly List<string> All = [.. Leaves(typeof(StationOptions), "")];

    /// <summary>Path of every setting; "0" stands for any index of a list.</summary>
    public static IReadOnlyList<string> Known => All;

    /// <summary>The settings a group holds.</summary>
    /// <param name="group">An options class.</param>
    public static IEnumerable<PropertyInfo> Of(Type group) =>
        group.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    /// <summary>True for a class of settings, false for a value.</summary>
    /// <param name="type">Type of a property.</param>
    public static bool IsGroup(Type type) => type.IsDefined(typeof(SettingGroupAttribute), inherit: true);

    /// <summary>What a list of settings holds, or null for what is no list.</summary>
    /// <param name="type">Type of a property.</param>
    public static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>What settings by name hold, or null for what has no names.</summary>
    /// <param name="type">Type of a property.</param>
    public static Type? ValueOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>) ? type.GetGenericArguments()[1] : null;

    /// <summary>The setting that a path leads to, and which entry of a list; null where there is none.</summary>
    /// <param name="key">Path of a setting, "Cameras:0:Command:2" say.</param>
    public static (PropertyInfo Property, int Place)? Find(string key)
    {
        var group = typeof(StationOptions);
        PropertyInfo? property = null;
        var place = 0;
        foreach (var part in key.Split(':'))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                place = number;
            }
            else if (Of(group).FirstOrDefault(p => p.Name.Equals(part, StringComparison.OrdinalIgnoreCase)) is { } next)
            {
                (property, place) = (next, 0);
                var type = ElementOf(next.PropertyType) ?? next.PropertyType;
                group = IsGroup(type) ? type : group;
            }
            else
            {
                // A name of the owner's own, such as that of a header, within a setting.
                break;
            }
        }

        return property is null ? null : (property, place);
    }

    /// <summary>Hint for a key that does not exist.</summary>
    /// <param name="group">Options class it was looked up in.</param>
    /// <param name="path">Path of the group with a trailing colon, or empty.</param>
    /// <param name="key">The key that is not there.</param>
    /// <returns>The nearest key of the group, else the nearest of all, else the group's keys.</returns>
    public static string Suggest(Type group, string path, string key)
    {
        var here = Of(group).Select(p => p.Name).ToList();
        var near = Nearest(here, key, name => name);
        if (near is not null)
        {
            return $"there is no such setting; did you mean {path}{near}?";
        }

        near = Nearest(All, key, name => name[(name.LastIndexOf(':') + 1)..]);
        return near is not null
            ? $"there is no such setting; did you mean {near}?"
            : $"there is no such setting; {(path.Length == 0 ? "the groups are" : "this group holds")} {string.Join(", ", here)}";
    }

    private static string? Nearest(IEnumerable<string> names, string key, Func<string, string> part)
    {
        // More than half the letters changed is another word, not a slip.
        var best = names.Select(name => (Name: name, Distance: EditDistance.Between(part(name), key))).MinBy(pair => pair.Distance);
        return best.Name is not null && best.Distance <= Math.Max(1, Math.Min(key.Length, part(best.Name).Length) / 2) ? best.Name : null;
    }

    private static IEnumerable<string> Leaves(Type group, string path)
    {
        foreach (var property in Of(group))
        {
            var type = property.PropertyType;
            if (IsGroup(type))
            {
                foreach (var leaf in Leaves(type, $"{path}{property.Name}:"))
                {
                    yield return leaf;
                }
            }
            else if (ElementOf(type) is { } element && IsGroup(element))
            {
                foreach (var leaf in Leaves(element, $"{path}{property.Name}:0:"))
                {
                    yield return leaf;
                }
            }
            else
            {
                yield return path + property.Name;
            }
        }
    }
}
