using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using AvianVox.Classification.Packages;
using AvianVox.Listening.Settings;

namespace AvianVox.Station.Sinks;

/// <summary>What the answer of a receiver that is reached by HTTP means, in words and as a fault.</summary>
/// <param name="address">Where it is; only scheme, host and port are told.</param>
internal sealed class HttpVerdict(Uri address)
{
    /// <summary>Most characters of an answer that are told.</summary>
    private const int MostTold = 300;

    /// <summary>What follows the host, which is never told: it may be a key.</summary>
    private readonly string _path = address.PathAndQuery;

    /// <summary>The receiver, for people.</summary>
    public string Host { get; } = address.UserInfo.Length > 0
        ? address.GetLeftPart(UriPartial.Authority).Replace(address.UserInfo + "@", "", StringComparison.Ordinal)
        : address.GetLeftPart(UriPartial.Authority);

    /// <summary>The beginning of an answer, as one line that no terminal obeys.</summary>
    /// <param name="text">What was answered.</param>
    public string Told(string? text)
    {
        var begun = text is { Length: > MostTold } ? text[..MostTold] : text ?? "";
        var told = string.Join(' ', PlainText.Line(begun).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        // It may repeat what it was asked.
        return _path.Length > 1 ? told.Replace(_path, MaskAttribute.Mask, StringComparison.Ordinal) : told;
    }

    /// <summary>Reads the beginning of an answer.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string> TellAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        using var reader = new StreamReader(body);
        var text = new char[MostTold];
        var count = await reader.ReadBlockAsync(text, cancellation).ConfigureAwait(false);
        return Told(new string(text, 0, count));
    }

    /// <summary>How long a receiver asks to be left alone.</summary>
    /// <param name="headers">Of its answer.</param>
    /// <param name="time">Measures until a date.</param>
    /// <returns>Null where it does not ask.</returns>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, TimeProvider time)
    {
        if (headers.RetryAfter is { } header)
        {
            return header.Delta ?? (header.Date is { } date ? date - time.GetUtcNow() : null);
        }

        // Some services give fractions of a second, which the standard does not know.
        return headers.TryGetValues("Retry-After", out var values)
            && double.TryParse(values.FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= 0 && seconds <= Backoff.MostAsked.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }

    /// <summary>An answer in words.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="told">Its beginning.</param>
    public string Words(int status, string told) =>
        string.Create(CultureInfo.InvariantCulture, $"{Host} answers {status} {(HttpStatusCode)status}{(told.Length == 0 ? "" : $" ({told})")}");

    /// <summary>What an answer that is no success means.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="told">Its beginning.</param>
    /// <param name="retryAfter">How long it asks to be left alone; null where it does not.</param>
    /// <param name="location">Where it points to instead; null for nowhere.</param>
    /// <param name="refusal">What to do about each status that only a person can mend; null for one that is about the content.</param>
    /// <param name="serverError">What an error of the server's own (500) means.</param>
    public SinkException Of(
        int status,
        string told,
        TimeSpan? retryAfter,
        string? location,
        Func<HttpStatusCode, string?> refusal,
        SinkFault serverError)
    {
        const int tooEarly = 425;
        var answer = Words(status, told);
        if (status is (int)HttpStatusCode.RequestTimeout or tooEarly or (int)HttpStatusCode.TooManyRequests
            or (int)HttpStatusCode.BadGateway or (int)HttpStatusCode.ServiceUnavailable or (int)HttpStatusCode.GatewayTimeout)
        {
            return new SinkException(SinkFault.Down, answer) { RetryAfter = retryAfter };
        }

        if (refusal((HttpStatusCode)status) is { } advice)
        {
            return new SinkException(SinkFault.Refused, $"{answer}: {advice}") { RetryAfter = retryAfter };
        }

        return status switch
        {
            >= 500 => new SinkException(serverError, answer) { RetryAfter = retryAfter },
            >= 400 => new SinkException(SinkFault.Rejected, answer),
            _ => new SinkException(SinkFault.Refused, $"{answer}{(location is null ? "" : $" to {HoldsKeyAttribute.Shorten(PlainText.Line(location))}")}: name the address that takes entries itself"),
        };
    }

    /// <summary>A request that found no answer, in words.</summary>
    /// <param name="cause">What broke it, innermost.</param>
    public string Failure(Exception cause) => cause switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"nothing listens at {Host}",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } =>
            $"the name in {Host} is not known",
        _ => $"{Host}: {cause.Message.TrimEnd('.')}",
    };
}
