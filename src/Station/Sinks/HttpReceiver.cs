using System.Globalization;
using System.Net;

namespace AvianVox.Station.Sinks;

/// <summary>A receiver that is reached by HTTP: sends requests within a time-out and puts what goes wrong into words and faults.</summary>
internal sealed class HttpReceiver : IDisposable
{
    private readonly HttpClient _client;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly HttpVerdict _verdict;

    /// <summary>Creates a receiver.</summary>
    /// <param name="address">Where; only scheme, host and port are told.</param>
    /// <param name="timeout">How long one request may take.</param>
    /// <param name="time">Measures it.</param>
    public HttpReceiver(Uri address, TimeSpan timeout, TimeProvider time)
    {
        _verdict = new HttpVerdict(address);
        _timeout = timeout;
        _time = time;
        _client = new HttpClient(Network()) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Connections to a receiver.</summary>
    public static SocketsHttpHandler Network() => new()
    {
        // A redirected POST would become a GET; whoever runs the station should name the right address.
        AllowAutoRedirect = false,
        // A name that moves to another machine is found again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxConnectionsPerServer = 2,
        UseCookies = false,
    };

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
                var text = await AnswerText.ReadAsync(response.Content, _time, either.Token).ConfigureAwait(false);
                Judge((int)response.StatusCode, text, serverError);
                return;
            }

            var told = await _verdict.TellAsync(response, either.Token).ConfigureAwait(false);
            throw _verdict.Of(
                (int)response.StatusCode, told, HttpVerdict.RetryAfter(response.Headers, _time), response.Headers.Location?.ToString(), refusal, serverError);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new SinkException(
                SinkFault.Down,
                string.Create(CultureInfo.InvariantCulture, $"{_verdict.Host} does not answer within {_timeout.TotalSeconds:0.#} s"),
                error);
        }
        catch (HttpRequestException error)
        {
            throw new SinkException(SinkFault.Down, _verdict.Failure(error.InnerException ?? error), error);
        }
        catch (IOException error)
        {
            throw new SinkException(SinkFault.Down, _verdict.Failure(error), error);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    /// <summary>A status that says well is a success only where the body does not say otherwise.</summary>
    private void Judge(int status, string text, SinkFault serverError)
    {
        if (AnswerText.IsPage(text))
        {
            throw new SinkException(
                SinkFault.Refused,
                $"{_verdict.Words(status, "")} with a page for people, not with an answer to what was sent: a login comes first, or the address is another's; check it");
        }

        if (AnswerText.SaysNo(text))
        {
            throw new SinkException(serverError, $"{_verdict.Words(status, _verdict.Told(text))} and says that it did not take it");
        }
    }
}
