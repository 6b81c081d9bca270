namespace AvianVox.Listening.Settings;

/// <summary>A value that is never shown, neither by "config show" nor in a message.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute
{
    /// <summary>What is shown in its place.</summary>
    public const string Mask = "***";
}
