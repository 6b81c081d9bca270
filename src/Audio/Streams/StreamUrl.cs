using System.Text.RegularExpressions;

namespace AvianVox.Audio.Streams;

/// <summary>Addresses of network streams, which may hold a user and a password that nobody is to read.</summary>
public static partial class StreamUrl
{
    /// <summary>What stands in place of a user and password.</summary>
    public const string Mask = "***";

    /// <summary>What is allowed, in words.</summary>
    public const string Allowed = "rtsp://, rtsps://, http:// or https:// and a host";

    /// <summary>Whether a text is the address of a network stream, well formed or not.</summary>
    /// <param name="input">Any text.</param>
    public static bool IsUrl(string input) => input is not null && Scheme().IsMatch(input);

    /// <summary>Whether an address can be opened: scheme and host are there.</summary>
    /// <param name="input">Any text.</param>
    public static bool IsValid(string input) => IsUrl(input) && Uri.TryCreate(input, UriKind.Absolute, out var url) && url.Host.Length > 0;

    /// <summary>An address without what may be a user, password or key.</summary>
    /// <param name="input">Any text; what is no address stays as it is.</param>
    public static string WithoutSecrets(string input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!IsUrl(input))
        {
            return input;
        }

        // A user's or password's own @ belongs to them: the host follows the last one before the path.
        var start = input.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = input.AsSpan(start).IndexOfAny("/?#");
        var end = path < 0 ? input.Length : start + path;
        var at = input.LastIndexOf('@', end - 1, end - start);
        var plain = at < 0 ? input : $"{input[..start]}{Mask}{input[at..]}";
        var query = plain.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? plain : $"{plain[..query]}?{Mask}";
    }

    /// <summary>Takes an address, and any other with a user in it, out of a text that another program wrote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="url">The address that program was given.</param>
    internal static string Clean(string text, string url)
    {
        var clean = text.Replace(url, WithoutSecrets(url), StringComparison.Ordinal);
        return User().Replace(clean, $"$1{Mask}@");
    }

    [GeneratedRegex(@"^(rtsps?|https?)://", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"(://)[^\s/@]+@", RegexOptions.CultureInvariant)]
    private static partial Regex User();
}
