namespace AvianVox.Monitor.Configuration;

/// <summary>The rules that tie the settings of the sinks together, or to files on this machine.</summary>
/// <param name="fault">Takes key, value and message of what is wrong.</param>
internal sealed class SinkRules(Action<string, string?, string> fault)
{
    /// <summary>Checks them all.</summary>
    /// <param name="options">The station's options.</param>
    public void Check(StationOptions options)
    {
        CheckUrl("Influx:Url", options.Influx.Url, "Influx:Token or Influx:TokenFile");
        CheckSecret("Influx:Token", options.Influx.Token, options.Influx.TokenFile);
        var webhook = options.Webhook;
        CheckUrl("Webhook:Url", webhook.Url, "Webhook:Authorization or Webhook:AuthorizationFile");
        CheckSecret("Webhook:Authorization", webhook.Authorization, webhook.AuthorizationFile);
        foreach (var name in webhook.Headers.Keys.Where(name => name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))))
        {
            fault($"Webhook:Headers:{name}", null, "must be the name of a header: letters, digits and hyphens");
        }

        if (options.Sinks.KeepDelivered > options.Sinks.KeepWaiting)
        {
            fault("Sinks:KeepDelivered", FormattableString.Invariant($"{options.Sinks.KeepDelivered}"), FormattableString.Invariant($"must be at most Sinks:KeepWaiting, which is {options.Sinks.KeepWaiting}"));
        }
    }

    private void CheckUrl(string key, string? url, string secret)
    {
        if (url is null)
        {
            return;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
        {
            fault(key, MqttOptions.WithoutUser(url), "must be http://HOST or https://HOST, with a port and a path as needed");
        }
        else if (address.UserInfo.Length > 0)
        {
            fault(key, MqttOptions.WithoutUser(url), $"user and password do not go into the address: {secret}");
        }
    }

    private void CheckSecret(string key, string? secret, string? file)
    {
        if (secret is not null && file is not null)
        {
            fault($"{key}File", file, $"{key} is set too; keep one of them");
        }

        if (file is not null && !File.Exists(file))
        {
            fault($"{key}File", file, $"there is no such file (looked for {Path.GetFullPath(file)})");
        }
    }
}
