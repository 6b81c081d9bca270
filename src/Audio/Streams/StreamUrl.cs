using System.Text.RegularExpressions;

namespace AvianVox.Audio.Streams;

/// <summary>Addresses of network streams, which may hold a user and a password that nobody is to read.</summary>
public static partial class StreamUrl
{
    /// <summary>What stands in place of a user and password.</summary>
    public const string Mask = "***";

    /// <summary>Begins the name of a microphone, which is no scheme.</summary>
    private const string Microphone = "mic:";

    /// <summary>What is allowed, in words.</summary>
    public const string Allowed = "rtsp://, rtsps://, http://, https://, rtmp://, rtmps://, srt://, udp:// or rtp:// and a host";

    /// <summary>The way out where marks of a password are read as ends of the host.</summary>
    public const string Escapes = "in a user or password, # is written %23, / %2F, ? %3F, @ %40, : %3A and % %25";

    /// <summary>Whether a text is the address of a network stream, well formed or not.</summary>
    /// <param name="input">Any text.</param>
    public static bool IsUrl(string input) => input is not null && Scheme().IsMatch(input);

    /// <summary>The scheme of an address, in small letters; empty for what is none.</summary>
    /// <param name="input">Any text.</param>
    internal static string SchemeOf(string input) =>
        Scheme().Match(input) is { Success: true } match ? match.Groups[1].Value.ToLowerInvariant() : "";

    /// <summary>
    /// Whether an address can be opened: scheme and host are there, and no user follows a "#", behind which nothing is sent.
    /// </summary>
    /// <param name="input">Any text.</param>
    public static bool IsValid(string input) =>
        IsUrl(input) && Uri.TryCreate(input, UriKind.Absolute, out var url) && url.Host.Length > 0
            && !url.Fragment.Contains('@', StringComparison.Ordinal);

    /// <summary>
    /// Whether an address that cannot be opened may be one whose password holds a mark that ends the host: it holds an "@".
    /// </summary>
    /// <param name="input">Any text.</param>
    public static bool MayLackEscapes(string input) => IsUrl(input) && input.Contains('@', StringComparison.Ordinal);

    /// <summary>
    /// A text without what may be a user, password or key in it, whether it is an address that can be opened, one of another kind, or none
    /// at all: whoever mistypes a password is not to read it in a log.
    /// </summary>
    /// <param name="input">Any text; what is plainly no address stays as it is.</param>
    public static string WithoutSecrets(string input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.StartsWith(Microphone, StringComparison.Ordinal))
        {
            return input;
        }

        var scheme = AnyScheme().Match(input).Length;
        var plain = scheme > 0 ? input[..scheme] + WithoutUser(input[scheme..], isAddress: true) : WithoutUser(input, isAddress: false);
        if (scheme == 0)
        {
            return plain;
        }

        var end = plain.AsSpan(scheme).IndexOfAny('?', '#');
        return end < 0 ? plain : $"{plain[..(scheme + end + 1)]}{Mask}";
    }

    /// <summary>Takes an address, and any other with a user in it, out of a text that another program wrote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="url">The address that program was given.</param>
    internal static string Clean(string text, string url)
    {
        var clean = text.Replace(url, WithoutSecrets(url), StringComparison.Ordinal);
        if (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.UserInfo.Split(':', 2) is [_, { Length: > 0 } password])
        {
            // It may tell the password alone, as it was written or as it is.
            clean = clean.Replace(password, Mask, StringComparison.Ordinal).Replace(Uri.UnescapeDataString(password), Mask,
                StringComparison.Ordinal);
        }

        return User().Replace(clean, $"$1{Mask}@");
    }

    /// <summary>A text behind its scheme without the user before its host.</summary>
    private static string WithoutUser(string text, bool isAddress)
    {
        // A user's or password's own marks belong to them: the host follows the last @, unless there is nothing before it but a path.
        var at = text.LastIndexOf('@');
        var before = at < 0 ? [] : text.AsSpan(0, at);
        var isUser = isAddress
            ? before.IndexOfAny("/:#?") < 0 || before.IndexOfAny(":#?") >= 0
            : before.IndexOfAny(":/\\") is var mark and >= 0 && before[mark] == ':';
        if (at >= 0 && isUser)
        {
            return Mask + text[at..];
        }

        if (!isAddress || at >= 0)
        {
            return text;
        }

        // A user and password without a host look like a host with an odd port.
        var path = text.AsSpan().IndexOfAny("/?#");
        var host = path < 0 ? text : text[..path];
        return host.Contains(':', StringComparison.Ordinal) && !HostAndPort().IsMatch(host) ? Mask + text[host.Length..] : text;
    }

    [GeneratedRegex(@"^(rtsps?|https?|rtmps?|srt|udp|rtp)://", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    // Any scheme, also with a slash too few or too many; a drive's letter is none.
    [GeneratedRegex(@"^[a-z][a-z0-9+.-]+:/+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AnyScheme();

    [GeneratedRegex(@"^([^:\[\]]+|\[[0-9a-fA-F:.%a-z]+\]):\d{0,5}$|^\[[0-9a-fA-F:.%a-z]+\]$", RegexOptions.CultureInvariant)]
    private static partial Regex HostAndPort();

    [GeneratedRegex(@"(://)\S*@", RegexOptions.CultureInvariant)]
    private static partial Regex User();
}
