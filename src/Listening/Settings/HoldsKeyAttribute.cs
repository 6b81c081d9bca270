using AvianVox.Audio.Streams;

namespace AvianVox.Listening.Settings;

/// <summary>An address whose path may be its key, as those of chat services are: scheme, host and port alone are shown.</summary>
public sealed class HoldsKeyAttribute : MaskAttribute
{
    /// <inheritdoc />
    public override string Show(string value, int place = 0) => Shorten(value);

    /// <summary>An address without its user, and with what follows its host masked.</summary>
    /// <param name="url">Any text.</param>
    public static string Shorten(string url)
    {
        var plain = StreamUrl.WithoutSecrets(url);
        var host = plain.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = host < 3 ? -1 : plain.AsSpan(host).IndexOfAny("/?#");
        return path < 0 || plain.Length == host + path + 1 ? plain : $"{plain[..(host + path + 1)]}{Mask}";
    }
}
