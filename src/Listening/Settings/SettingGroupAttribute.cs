namespace AvianVox.Listening.Settings;

/// <summary>Marks a class whose properties are settings: the configuration reads and checks them, and names their keys.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SettingGroupAttribute : Attribute;
