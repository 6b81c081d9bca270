using System.Globalization;
using System.Net;
using AvianVox.Station.Journal;
using AvianVox.Station.Sinks;
using InfluxDB.Client;
using InfluxDB.Client.Core.Exceptions;
using InfluxDB.Client.Writes;

namespace AvianVox.Station.Influx;

/// <summary>
/// Writes to InfluxDB (2, 3 and 1.8, or what speaks its write protocol) by its own client, many entries in one request. A batch that the
/// database does not take, or of which it takes a part, is halved until the entry at fault is found (see <see cref="SinkQueue"/>);
/// points written twice on the way are one.
/// </summary>
public sealed class InfluxSink : ISink
{
    /// <summary>Name of this sink's cursor.</summary>
    public const string SinkName = "influx";

    private readonly InfluxOptions _options;
    private readonly InfluxPoints _points;
    private readonly TimeProvider _time;
    private readonly HttpVerdict _verdict;
    private readonly InfluxWire _wire;
    private readonly HttpClient _http;
    private readonly InfluxDBClient _client;
    private readonly WriteApiAsync _writer;

    /// <summary>Creates the sink; nothing is connected yet.</summary>
    /// <param name="options">Checked options, with a Url.</param>
    /// <param name="station">The station's id.</param>
    /// <param name="time">Measures time-outs.</param>
    public InfluxSink(InfluxOptions options, string station, TimeProvider time)
    {
        _options = options;
        _time = time;
        _points = new InfluxPoints(station, options.Precision);
        _verdict = new HttpVerdict(new Uri(options.Url!));
        _wire = new InfluxWire(_verdict, time, HttpReceiver.Network());
        _http = new HttpClient(_wire) { Timeout = Timeout.InfiniteTimeSpan };
        var timeout = TimeSpan.FromSeconds(options.TimeoutSeconds);
        _client = new InfluxDBClient(InfluxDBClientOptions.Builder.CreateNew()
            .Url(options.Url!.TrimEnd('/'))
            .Org(options.Org)
            .Bucket(options.Bucket)
            .TimeOut(timeout)
            .SetHttpClient(_http)
            .Build());
        if (options.Gzip)
        {
            _client.EnableGzip();
        }

        _writer = _client.GetWriteApiAsync();
    }

    /// <summary>Kinds of entries that make points.</summary>
    public static IReadOnlySet<JournalKind> KindsTaken { get; } =
        new HashSet<JournalKind> { JournalKind.Event, JournalKind.Effort, JournalKind.Health, JournalKind.Correction };

    /// <inheritdoc />
    public string Name => SinkName;

    /// <inheritdoc />
    public string Title => "InfluxDB";

    /// <inheritdoc />
    public IReadOnlySet<JournalKind> Kinds => KindsTaken;

    /// <inheritdoc />
    public int MostAtOnce => _options.BatchEntries;

    /// <inheritdoc />
    public Task<string?> OpenAsync(CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <inheritdoc />
    public Task AttendAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task DeliverAsync(IReadOnlyList<JournalEntry> entries, Action<JournalEntry> delivered, CancellationToken cancellation)
    {
        var points = new List<PointData>();
        foreach (var entry in entries)
        {
            points.AddRange(EntryContent.Read(entry, () => _points.Of(entry)));
        }

        if (points.Count > 0)
        {
            await AskAsync(cancel => _writer.WritePointsAsync(points, cancellationToken: cancel), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Asks whether the database would take points, by sending none, and how it is by its ping.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The version by its ping, "unknown" where that tells none; null where it does not answer to a ping.</returns>
    /// <exception cref="SinkException">It is away, or lets the station not write.</exception>
    public async Task<string?> AskAsync(CancellationToken cancellation)
    {
        try
        {
            await AskAsync(cancel => _writer.WriteRecordAsync("# nothing", cancellationToken: cancel), cancellation).ConfigureAwait(false);
        }
        catch (SinkException error) when (error.Fault == SinkFault.Rejected)
        {
            // It read what it was sent, and missed the points: so it would have taken some.
        }

        string? version = null;
        await AskAsync(
            async cancel =>
            {
                if (await _client.PingAsync().WaitAsync(cancel).ConfigureAwait(false))
                {
                    version = await _client.VersionAsync().WaitAsync(cancel).ConfigureAwait(false);
                }
            },
            cancellation).ConfigureAwait(false);
        return version;
    }

    /// <inheritdoc />
    public Task CloseAsync(bool clean, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AskAsync(Func<CancellationToken, Task> ask, CancellationToken cancellation)
    {
        _wire.Token = SecretText.Read(_options.Token, _options.TokenFile, "Influx:TokenFile");
        var timeout = TimeSpan.FromSeconds(_options.TimeoutSeconds);
        using var bound = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, bound.Token);
        try
        {
            await ask(either.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            cancellation.ThrowIfCancellationRequested();
            throw Fault(error, timeout, bound.IsCancellationRequested);
        }
    }

    /// <summary>What the client threw, as the verdict that it means.</summary>
    private SinkException Fault(Exception error, TimeSpan timeout, bool isLate)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is SinkException known)
            {
                return known;
            }

            if (isLate || cause is OperationCanceledException or TimeoutException)
            {
                return new SinkException(
                    SinkFault.Down,
                    string.Create(CultureInfo.InvariantCulture, $"{_verdict.Host} does not answer within {timeout.TotalSeconds:0.#} s"),
                    error);
            }
        }

        if (error is not HttpException { Status: > 0 } answer)
        {
            return new SinkException(SinkFault.Down, _verdict.Failure(error.GetBaseException()), error);
        }

        var retry = answer.RetryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        var location = answer.Headers?.FirstOrDefault(header => header.Name == "Location")?.Value?.ToString();
        return _verdict.Of(answer.Status, _verdict.Told(answer.Message), retry, location, Advice, SinkFault.Down);
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
