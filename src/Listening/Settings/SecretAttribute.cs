namespace AvianVox.Listening.Settings;

/// <summary>A value that is never shown, neither by "config show" nor in a message.</summary>
public sealed class SecretAttribute : MaskAttribute
{
    /// <inheritdoc />
    public override string Show(string value, int place = 0) => value.Length == 0 ? value : Mask;
}
