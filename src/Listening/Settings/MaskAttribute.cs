using System.Reflection;

namespace AvianVox.Listening.Settings;

/// <summary>
/// A value that is a secret or may hold one, and how it is shown by "config show", in messages, in health and in the log. What has no such
/// attribute is shown as it is.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class MaskAttribute : Attribute
{
    /// <summary>What is shown in a secret's place.</summary>
    public const string Mask = "***";

    /// <summary>The value as people may see it.</summary>
    /// <param name="value">The value, or one entry of a list or of values by name.</param>
    /// <param name="place">Which entry of a list it is, from 0; 0 for what is no list.</param>
    public abstract string Show(string value, int place = 0);

    /// <summary>Whether a value holds a secret, so that its file is nobody's but the station's.</summary>
    /// <param name="value">The value, or one entry.</param>
    /// <param name="place">Which entry of a list it is, from 0; 0 for what is no list.</param>
    public bool Hides(string value, int place = 0) => Show(value, place) != value;

    /// <summary>A setting's value as people may see it.</summary>
    /// <param name="property">The setting.</param>
    /// <param name="value">Its value, or one entry of it.</param>
    /// <param name="place">Which entry of a list it is, from 0; 0 for what is no list.</param>
    public static string Shown(PropertyInfo property, string value, int place = 0) =>
        property.GetCustomAttribute<MaskAttribute>()?.Show(value, place) ?? value;
}
