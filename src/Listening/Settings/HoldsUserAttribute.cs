using AvianVox.Audio.Streams;

namespace AvianVox.Listening.Settings;

/// <summary>A value that may be an address with a user and password, or with a key behind a question mark, which are not shown.</summary>
public sealed class HoldsUserAttribute : MaskAttribute
{
    /// <inheritdoc />
    public override string Show(string value, int place = 0) => StreamUrl.WithoutSecrets(value);
}
