using System.Globalization;
using System.Net.Sockets;
using AvianVox.Listening.Settings;
using AvianVox.Monitor.Configuration;

namespace AvianVox.Monitor.Doctor;

/// <summary>
/// Whether somebody listens where the webhook and the cameras' addresses are. Sends nothing: what a request would set off, only its owner
/// knows.
/// </summary>
/// <param name="options">Checked options.</param>
/// <param name="time">Measures.</param>
internal sealed class WebhookCheck(StationOptions options, TimeProvider time) : ICheck
{
    /// <summary>How long connecting may take.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public string Name => "addresses";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var (key, url) in Addresses())
        {
            findings.Add(await LookAsync(key, url, cancellation));
        }

        return findings.Count > 0 ? findings : [Finding.Note("none is set (Webhook:Url, Cameras:0:Url)")];
    }

    private IEnumerable<(string Key, string Url)> Addresses()
    {
        if (options.Webhook.Url is { } webhook)
        {
            yield return ("Webhook:Url", webhook);
        }

        foreach (var (index, camera) in options.Cameras.Index())
        {
            if (camera.Url is { } url)
            {
                yield return (string.Create(CultureInfo.InvariantCulture, $"Cameras:{index}:Url"), url);
            }
        }
    }

    private async Task<Finding> LookAsync(string key, string url, CancellationToken cancellation)
    {
        var shown = $"{key} = {HoldsKeyAttribute.Shorten(url)}";
        // A placeholder may stand in the path, never in the host: the rules see to that.
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return Finding.Note($"{shown}: its host is known only when a bird is");
        }

        using var timeout = new CancellationTokenSource(Bound, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.IdnHost, address.Port, either.Token);
            return Finding.Ok($"{shown}: somebody listens there; nothing was sent");
        }
        catch (SocketException fault)
        {
            var why = fault.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "nothing listens there",
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "its name is not known",
                _ => fault.Message.TrimEnd('.'),
            };
            return Finding.Fault($"{shown}: {why}", "Start what listens there, or mend the address. The station itself waits for the webhook: what is heard meanwhile is kept.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Finding.Fault(
                $"{shown}: does not answer within {Bound.TotalSeconds:0} s",
                "Look whether this machine reaches it; mend the address or the network.");
        }
    }
}
