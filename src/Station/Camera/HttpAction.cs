using System.Globalization;
using System.Net;
using System.Net.Mime;
using System.Text;
using AvianVox.Listening.Settings;

namespace AvianVox.Station.Camera;

/// <summary>
/// Calls an address. Values are escaped where they stand in it; a user and password in it answer what the server asks (Basic or Digest).
/// </summary>
internal sealed class HttpAction : ICameraAction
{
    private readonly string _url;
    private readonly HttpCall _method;
    private readonly HttpClient _client;

    /// <summary>Creates the action; nothing is connected yet.</summary>
    /// <param name="url">The address, checked, with placeholders.</param>
    /// <param name="method">How it is called.</param>
    public HttpAction(string url, HttpCall method)
    {
        (_url, var user) = Parts(url);
        _method = method;
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), PreAuthenticate = user is not null };
        if (user is not null)
        {
            // Bound to this server: a redirect to another one does not take the password there.
            var server = new Uri(new Uri(ShotText.Blank(_url)), "/");
            handler.Credentials = new CredentialCache { { server, "Basic", user }, { server, "Digest", user } };
        }

        // The camera's own time-out is the shorter one.
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc />
    public string Name => $"call of {HoldsKeyAttribute.Shorten(_url)}";

    /// <inheritdoc />
    public async Task RunAsync(CameraShot shot, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(_method == HttpCall.Get ? HttpMethod.Get : HttpMethod.Post, ShotText.Fill(_url, shot, Uri.EscapeDataString));
        if (_method == HttpCall.Post)
        {
            request.Content = new StringContent(ShotText.Json(shot), Encoding.UTF8, MediaTypeNames.Application.Json);
        }

        try
        {
            // The answer's content is of no interest, and may be a stream that never ends.
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
            {
                throw new CameraException(
                    string.Create(CultureInfo.InvariantCulture, $"was answered with {(int)answer.StatusCode} {answer.ReasonPhrase}"));
            }
        }
        catch (HttpRequestException fault)
        {
            throw new CameraException($"failed: {fault.Message}", fault);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    /// <summary>The address without its user, and the user; a user's or password's own @ belongs to them.</summary>
    private static (string Url, NetworkCredential? User) Parts(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = url.AsSpan(start).IndexOfAny("/?#");
        var end = path < 0 ? url.Length : start + path;
        var at = url.LastIndexOf('@', end - 1, end - start);
        if (at < 0)
        {
            return (url, null);
        }

        var user = url[start..at].Split(':', 2);
        return (
            url[..start] + url[(at + 1)..],
            new NetworkCredential(Uri.UnescapeDataString(user[0]), user.Length > 1 ? Uri.UnescapeDataString(user[1]) : ""));
    }
}
