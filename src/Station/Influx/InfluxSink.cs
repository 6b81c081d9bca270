using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AvianVox.Station.Journal;
using AvianVox.Station.Sinks;

namespace AvianVox.Station.Influx;

/// <summary>
/// Writes to InfluxDB (2, 3 and 1.8, or what speaks its write protocol), many entries in one request. A batch that the database
/// does not take, or of which it takes a part, is halved until the entry at fault is found (see <see cref="SinkQueue"/>);
/// points written twice on the way are one.
/// </summary>
internal sealed class InfluxSink : ISink
{
    /// <summary>Name of this sink's cursor.</summary>
    public const string SinkName = "influx";

    private readonly InfluxOptions _options;
    private readonly InfluxPoints _points;
    private readonly HttpReceiver _receiver;
    private readonly Uri _address;

    /// <summary>Creates the sink; nothing is connected yet.</summary>
    /// <param name="options">Checked options, with a Url.</param>
    /// <param name="station">The station's id.</param>
    /// <param name="time">Measures time-outs.</param>
    public InfluxSink(InfluxOptions options, string station, TimeProvider time)
    {
        _options = options;
        _points = new InfluxPoints(station, options.Precision);
        var url = new Uri(options.Url!.TrimEnd('/') + "/");
        _address = new Uri(url, $"api/v2/write?org={Uri.EscapeDataString(options.Org)}&bucket={Uri.EscapeDataString(options.Bucket)}&precision={options.Precision.ToString().ToLowerInvariant()}");
        _receiver = new HttpReceiver(url, TimeSpan.FromSeconds(options.TimeoutSeconds), time);
    }

    /// <inheritdoc />
    public string Name => SinkName;

    /// <inheritdoc />
    public string Title => "InfluxDB";

    /// <inheritdoc />
    public IReadOnlySet<JournalKind> Kinds => InfluxPoints.Kinds;

    /// <inheritdoc />
    public int MostAtOnce => _options.BatchEntries;

    /// <inheritdoc />
    public Task<string?> OpenAsync(CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <inheritdoc />
    public Task AttendAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task DeliverAsync(IReadOnlyList<JournalEntry> entries, Action<JournalEntry> delivered, CancellationToken cancellation)
    {
        var lines = new LineWriter();
        foreach (var entry in entries)
        {
            EntryContent.Read(entry, () =>
            {
                _points.Write(lines, entry);
                return true;
            });
        }

        var text = lines.ToString();
        if (text.Length == 0)
        {
            return;
        }

        await SendAsync(text, cancellation).ConfigureAwait(false);
    }

    /// <summary>Asks whether the database would take points, by sending none.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SinkException">It is away, or lets the station not write.</exception>
    public async Task AskAsync(CancellationToken cancellation)
    {
        try
        {
            await SendAsync("# nothing\n", cancellation).ConfigureAwait(false);
        }
        catch (SinkException error) when (error.Fault == SinkFault.Rejected)
        {
            // It read what it was sent, and missed the points: so it would have taken some.
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

    private async Task SendAsync(string lines, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = Content(lines) };
        if (SecretText.Read(_options.Token, _options.TokenFile, "Influx:TokenFile") is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Token", token);
        }

        await _receiver.SendAsync(request, Advice, SinkFault.Down, cancellation).ConfigureAwait(false);
    }

    private ByteArrayContent Content(string lines)
    {
        var bytes = Encoding.UTF8.GetBytes(lines);
        if (_options.Gzip)
        {
            using var buffer = new MemoryStream();
            using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write(bytes);
            }

            bytes = buffer.ToArray();
        }

        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
        if (_options.Gzip)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return content;
    }

    private string? Advice(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => "the token is missing or not known there; check Influx:Token or Influx:TokenFile",
        HttpStatusCode.Forbidden => $"the token may not write to the bucket \"{_options.Bucket}\"; give it that right",
        HttpStatusCode.NotFound => $"there is no organisation \"{_options.Org}\" or no bucket \"{_options.Bucket}\", or no InfluxDB; check Influx:Url, Influx:Org and Influx:Bucket",
        HttpStatusCode.MethodNotAllowed => "that is no InfluxDB; check Influx:Url",
        _ => null,
    };
}
