namespace AvianVox.Listening.Settings;

/// <summary>A value that may be an address with a user and password in it, which "config show" and messages mask.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HoldsUserAttribute : Attribute;
