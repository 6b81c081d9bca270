using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using AvianVox.Classification.Packages;
using AvianVox.Listening.Settings;

namespace AvianVox.Station.Sinks;

/// <summary>A receiver that is reached by HTTP: sends requests within a time-out and puts what goes wrong into words and faults.</summary>
internal sealed class HttpReceiver : IDisposable
{
    /// <summary>Most characters of an answer that are told.</summary>
    private const int MostTold = 300;

    private readonly HttpClient _client;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly string _host;

    /// <summary>What follows the host, which is never told.</summary>
    private readonly string _path;

    /// <summary>Creates a receiver.</summary>
    /// <param name="address">Where; only scheme, host and port are told.</param>
    /// <param name="timeout">How long one request may take.</param>
    /// <param name="time">Measures it.</param>
    public HttpReceiver(Uri address, TimeSpan timeout, TimeProvider time)
    {
        _host = address.GetLeftPart(UriPartial.Authority);
        if (address.UserInfo.Length > 0)
        {
            _host = _host.Replace(address.UserInfo + "@", "", StringComparison.Ordinal);
        }

        _path = address.PathAndQuery;
        _timeout = timeout;
        _time = time;
        _client = new HttpClient(new SocketsHttpHandler
        {
            // A redirected POST would become a GET; whoever runs the station should name the right address.
            AllowAutoRedirect = false,
            // A name that moves to another machine is found again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = 2,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Sends a request.</summary>
    /// <param name="request">Disposed by the caller.</param>
    /// <param name="refusal">What to do about each status that only a person can mend; null for one that is about the content.</param>
    /// <param name="serverError">What an error of the server's own (500) means.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SinkException">It was not taken.</exception>
    public async Task SendAsync(
        HttpRequestMessage request,
        Func<HttpStatusCode, string?> refusal,
        SinkFault serverError,
        CancellationToken cancellation)
    {
        using var bound = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, bound.Token);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                // Read to its end, so that the connection can be used again.
                await response.Content.CopyToAsync(Stream.Null, either.Token).ConfigureAwait(false);
                return;
            }

            var told = await TellAsync(response, either.Token).ConfigureAwait(false);
            throw Refusal(response, told, refusal, serverError);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new SinkException(SinkFault.Down, string.Create(CultureInfo.InvariantCulture, $"{_host} does not answer within {_timeout.TotalSeconds:0.#} s"), error);
        }
        catch (HttpRequestException error)
        {
            throw new SinkException(SinkFault.Down, Failure(error), error);
        }
        catch (IOException error)
        {
            throw new SinkException(SinkFault.Down, $"{_host}: {error.Message.TrimEnd('.')}", error);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task<string> TellAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        using var reader = new StreamReader(body);
        var text = new char[MostTold];
        var count = await reader.ReadBlockAsync(text, cancellation).ConfigureAwait(false);
        var told = string.Join(' ', PlainText.Line(new string(text, 0, count)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        // It may repeat what it was asked, and a path may be a key.
        return _path.Length > 1 ? told.Replace(_path, MaskAttribute.Mask, StringComparison.Ordinal) : told;
    }

    private SinkException Refusal(HttpResponseMessage response, string told, Func<HttpStatusCode, string?> refusal, SinkFault serverError)
    {
        var status = response.StatusCode;
        var answer = string.Create(CultureInfo.InvariantCulture, $"{_host} answers {(int)status} {status}{(told.Length == 0 ? "" : $" ({told})")}");
        if (status is HttpStatusCode.RequestTimeout or (HttpStatusCode)425 or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
        {
            return new SinkException(SinkFault.Down, answer) { RetryAfter = RetryAfter(response.Headers.RetryAfter) };
        }

        if (refusal(status) is { } advice)
        {
            return new SinkException(SinkFault.Refused, $"{answer}: {advice}") { RetryAfter = RetryAfter(response.Headers.RetryAfter) };
        }

        return (int)status switch
        {
            >= 500 => new SinkException(serverError, answer) { RetryAfter = RetryAfter(response.Headers.RetryAfter) },
            >= 400 => new SinkException(SinkFault.Rejected, answer),
            _ => new SinkException(SinkFault.Refused, $"{answer}{(response.Headers.Location is { } to ? $" to {HoldsKeyAttribute.Shorten(to.ToString())}" : "")}: name the address that takes entries itself"),
        };
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);

    private string Failure(HttpRequestException error) => error.InnerException switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"nothing listens at {_host}",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => $"the name in {_host} is not known",
        { } inner => $"{_host}: {inner.Message.TrimEnd('.')}",
        null => $"{_host}: {error.Message.TrimEnd('.')}",
    };
}
