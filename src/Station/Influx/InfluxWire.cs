using System.Net;
using System.Net.Http.Headers;
using AvianVox.Station.Sinks;

namespace AvianVox.Station.Influx;

/// <summary>
/// Between InfluxDB's client and the network: gives each request the token of the moment, and the client answers that it can read:
/// no success but the protocol's own, errors of a bounded length, and a wait in whole seconds.
/// </summary>
/// <param name="verdict">Puts an answer into words.</param>
/// <param name="time">Measures a wait until a date.</param>
/// <param name="inner">The network.</param>
internal sealed class InfluxWire(HttpVerdict verdict, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Sent with each request; null for none.</summary>
    public string? Token { get; set; }

    /// <inheritdoc />
    /// <exception cref="SinkException">What answers is no InfluxDB, or took only a part.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Token is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Token", token);
        }

        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        // The client breaks over anything but whole seconds that fit 32 bits.
        var wait = HttpVerdict.RetryAfter(response.Headers, time);
        response.Headers.Remove("Retry-After");
        if (wait is { } asked)
        {
            var seconds = Math.Ceiling(Math.Clamp(asked.TotalSeconds, 0, Backoff.MostAsked.TotalSeconds));
            response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        }

        if (response.StatusCode == HttpStatusCode.NoContent || request.Method != HttpMethod.Post)
        {
            return response;
        }

        var told = await verdict.TellAsync(response, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            using (response)
            {
                // InfluxDB Cloud says 201 where it took a part of the points.
                throw response.StatusCode == HttpStatusCode.Created
                    ? new SinkException(SinkFault.Rejected, verdict.Words((int)response.StatusCode, told))
                    : new SinkException(SinkFault.Refused, $"{verdict.Words((int)response.StatusCode, told)}, where InfluxDB answers 204 to what it took: that is no InfluxDB; check Influx:Url");
            }
        }

        var type = response.Content.Headers.ContentType;
        response.Content.Dispose();
        response.Content = new StringContent(told);
        response.Content.Headers.ContentType = type;
        return response;
    }
}
