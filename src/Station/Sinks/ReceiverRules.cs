using AvianVox.Listening.Settings;

namespace AvianVox.Station.Sinks;

/// <summary>The rules of receivers that are reached by HTTP.</summary>
/// <param name="fault">Takes what is wrong.</param>
internal sealed class ReceiverRules(FaultSink fault)
{
    /// <summary>Checks an address.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="url">The address; null for none.</param>
    /// <param name="secret">The settings that user and password belong into.</param>
    public void CheckUrl(string key, string? url, string secret)
    {
        if (url is null)
        {
            return;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
        {
            fault(key, url, "must be http://HOST or https://HOST, with a port and a path as needed");
        }
        else if (address.UserInfo.Length > 0)
        {
            fault(key, url, $"user and password do not go into the address: {secret}");
        }
    }

    /// <summary>Checks a secret that may stand in a file.</summary>
    /// <param name="key">The setting of the secret; that of its file has "File" behind it.</param>
    /// <param name="secret">The secret; null for none.</param>
    /// <param name="file">Its file; null for none.</param>
    public void CheckSecret(string key, string? secret, string? file)
    {
        if (secret is not null && file is not null)
        {
            fault($"{key}File", file, $"{key} is set too; keep one of them");
        }

        if (secret is not null && string.IsNullOrWhiteSpace(secret))
        {
            fault(key, "", "it is empty; set it, or take it away");
        }

        FileRule.CheckSecret($"{key}File", file, fault);
    }
}
