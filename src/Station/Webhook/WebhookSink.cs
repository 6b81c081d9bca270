using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AvianVox.Station.Journal;
using AvianVox.Station.Sinks;

namespace AvianVox.Station.Webhook;

/// <summary>Sends each entry as one HTTP request, one after the other: the next begins when the one before has been answered.</summary>
public sealed class WebhookSink : ISink
{
    /// <summary>Name of this sink's cursor.</summary>
    public const string SinkName = "webhook";

    private readonly WebhookOptions _options;
    private readonly HttpReceiver _receiver;
    private readonly WebhookTemplate? _template;
    private readonly MediaTypeHeaderValue _type;

    /// <summary>Creates the sink; nothing is connected yet.</summary>
    /// <param name="options">Checked options, with a Url.</param>
    /// <param name="time">Measures time-outs.</param>
    public WebhookSink(WebhookOptions options, TimeProvider time)
    {
        _options = options;
        _receiver = new HttpReceiver(new Uri(options.Url!), TimeSpan.FromSeconds(options.TimeoutSeconds), time);
        _template = options.Template is { } template ? new WebhookTemplate(template) : null;
        _type = MediaTypeHeaderValue.Parse(options.ContentType);
        _type.CharSet ??= "utf-8";
        Kinds = EntryKinds.Of(options.Kinds);
    }

    /// <inheritdoc />
    public string Name => SinkName;

    /// <inheritdoc />
    public string Title => "Webhook";

    /// <inheritdoc />
    public IReadOnlySet<JournalKind> Kinds { get; }

    /// <inheritdoc />
    public int MostAtOnce => 128;

    /// <inheritdoc />
    public Task<string?> OpenAsync(CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <inheritdoc />
    public Task AttendAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task DeliverAsync(IReadOnlyList<JournalEntry> entries, Action<JournalEntry> delivered, CancellationToken cancellation)
    {
        foreach (var entry in entries)
        {
            using var request = EntryContent.Read(entry, () => Request(entry));
            try
            {
                await _receiver.SendAsync(request, Advice, SinkFault.Failed, cancellation).ConfigureAwait(false);
            }
            catch (SinkException error) when (error.Fault is SinkFault.Rejected or SinkFault.Failed)
            {
                throw new SinkException(error.Fault, error.Message, error) { Entry = entry, RetryAfter = error.RetryAfter };
            }

            delivered(entry);
        }
    }

    /// <inheritdoc />
    public Task CloseAsync(bool clean, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _receiver.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string? Advice(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired =>
            "it does not let us; check Webhook:Authorization or Webhook:AuthorizationFile",
        HttpStatusCode.NotFound or HttpStatusCode.Gone => "there is nothing at that address; check Webhook:Url",
        HttpStatusCode.MethodNotAllowed => "it does not take this method; check Webhook:Method",
        _ => null,
    };

    private HttpRequestMessage Request(JournalEntry entry)
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(_template?.Fill(entry) ?? EntryContent.WithKind(entry)));
        body.Headers.ContentType = _type;
        var request = new HttpRequestMessage(new HttpMethod(_options.Method), _options.Url) { Content = body };
        foreach (var (name, value) in _options.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (SecretText.Read(_options.Authorization, _options.AuthorizationFile, "Webhook:AuthorizationFile") is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        // The same for a repeat, so that the receiver can drop it.
        request.Headers.TryAddWithoutValidation("Idempotency-Key", $"{EntryContent.KindName(entry.Kind)}-{entry.Id}");
        return request;
    }
}
