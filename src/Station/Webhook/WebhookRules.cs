using AvianVox.Listening.Settings;
using AvianVox.Station.Sinks;

namespace AvianVox.Station.Webhook;

/// <summary>The rules that tie the settings of the webhook together, or to files on this machine.</summary>
/// <param name="fault">Takes what is wrong.</param>
public sealed class WebhookRules(FaultSink fault)
{
    /// <summary>Characters of a header's name beside letters and digits (RFC 9110, token).</summary>
    private const string TokenMarks = "!#$%&'*+-.^_`|~";

    /// <summary>Checks them.</summary>
    /// <param name="webhook">Options.</param>
    public void Check(WebhookOptions webhook)
    {
        var receiver = new ReceiverRules(fault);
        receiver.CheckUrl("Webhook:Url", webhook.Url, "Webhook:Authorization or Webhook:AuthorizationFile");
        receiver.CheckSecret("Webhook:Authorization", webhook.Authorization, webhook.AuthorizationFile);
        foreach (var name in webhook.Headers.Keys.Where(name => !IsToken(name)))
        {
            fault($"Webhook:Headers:{name}", null, "must be the name of a header: letters, digits and hyphens");
        }
    }

    private static bool IsToken(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || TokenMarks.Contains(c, StringComparison.Ordinal));
}
