using System.Collections.Concurrent;
using AvianVox.Station.Influx;
using AvianVox.Station.Journal;
using AvianVox.Station.Messages;
using AvianVox.Station.Sinks;
using AvianVox.Station.Tests.Sinks;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Station.Tests.Influx;

/// <summary>What the database may answer, and what comes of it.</summary>
public sealed class InfluxAnswersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(401, "Refused", "check Influx:Token or Influx:TokenFile")]
    [InlineData(403, "Refused", "may not write to the bucket \"birds\"")]
    [InlineData(404, "Refused", "no bucket \"birds\"")]
    [InlineData(302, "Refused", "name the address")]
    [InlineData(405, "Refused", "that is no InfluxDB")]
    [InlineData(200, "Refused", "that is no InfluxDB")]
    [InlineData(201, "Rejected", "201")]
    [InlineData(408, "Down", "408")]
    [InlineData(502, "Down", "502")]
    [InlineData(504, "Down", "504")]
    [InlineData(400, "Rejected", "unable to parse")]
    [InlineData(413, "Rejected", "413")]
    [InlineData(422, "Rejected", "422")]
    [InlineData(429, "Down", "429")]
    [InlineData(500, "Down", "500")]
    [InlineData(503, "Down", "503")]
    public async Task Each_answer_is_told_plainly_and_means_the_right_thing(int status, string fault, string part)
    {
        await using var server = new FakeHttpServer(_ => new FakeAnswer(status, "unable to\n parse", "Retry-After: 7"));
        server.Start();
        await using var sink = new InfluxSink(new InfluxOptions { Url = server.Url, Token = "secret" }, "reed-bed", TimeProvider.System);
        var error = await Assert.ThrowsAsync<SinkException>(() => sink.DeliverAsync([Entry()], _ => { }, Cancel));
        Assert.Equal(fault, error.Fault.ToString());
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Contains(server.Url, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        if (status is 429 or 503)
        {
            Assert.Equal(TimeSpan.FromSeconds(7), error.RetryAfter);
        }
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("2.5", 3)]
    [InlineData("Fri, 01 May 2026 04:00:42 GMT", 42)]
    [InlineData("Fri, 01 May 2026 03:00:00 GMT", 0)]
    [InlineData("99999999999", null)]
    [InlineData("soon", null)]
    public async Task A_wait_is_kept_however_it_is_written(string asked, int? seconds)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 4, 0, 0, TimeSpan.Zero));
        await using var server = new FakeHttpServer(_ => new FakeAnswer(503, "", $"Retry-After: {asked}"));
        server.Start();
        await using var sink = new InfluxSink(new InfluxOptions { Url = server.Url }, "reed-bed", time);
        var error = await Assert.ThrowsAsync<SinkException>(() => sink.DeliverAsync([Entry()], _ => { }, Cancel));
        Assert.Equal((SinkFault.Down, seconds), (error.Fault, (int?)error.RetryAfter?.TotalSeconds));
        Assert.Contains("503", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_answer_is_cut_and_harmless()
    {
        var page = $"\u001b[2J\u202e{new string('x', 100_000)}";
        await using var server = new FakeHttpServer(_ => new FakeAnswer(429, page, "Retry-After: 42"));
        server.Start();
        await using var sink = new InfluxSink(new InfluxOptions { Url = server.Url }, "reed-bed", TimeProvider.System);
        var error = await Assert.ThrowsAsync<SinkException>(() => sink.DeliverAsync([Entry()], _ => { }, Cancel));
        Assert.Equal((SinkFault.Down, TimeSpan.FromSeconds(42)), (error.Fault, error.RetryAfter));
        Assert.InRange(error.Message.Length, 300, 500);
        Assert.DoesNotContain('\u001b', error.Message);
        Assert.DoesNotContain('\u202e', error.Message);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_told_so()
    {
        var port = FreePort.Next();
        await using var sink = new InfluxSink(new InfluxOptions { Url = $"http://127.0.0.1:{port}" }, "reed-bed", TimeProvider.System);
        var error = await Assert.ThrowsAsync<SinkException>(() => sink.DeliverAsync([Entry()], _ => { }, Cancel));
        Assert.Equal((SinkFault.Down, $"nothing listens at http://127.0.0.1:{port}"), (error.Fault, error.Message));
    }

    [Fact]
    public async Task Giving_up_is_no_fault_of_the_database()
    {
        await using var server = new FakeHttpServer(_ => FakeAnswer.Never);
        server.Start();
        using var stop = new CancellationTokenSource();
        await using var sink = new InfluxSink(new InfluxOptions { Url = server.Url }, "reed-bed", TimeProvider.System);
        var sending = sink.DeliverAsync([Entry()], _ => { }, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task A_request_is_compressed_and_carries_token_organisation_bucket_and_precision()
    {
        var requests = new ConcurrentQueue<FakeRequest>();
        await using var server = new FakeHttpServer(request =>
        {
            requests.Enqueue(request);
            return new FakeAnswer(204);
        });
        server.Start();
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("token"), "abc==\n", Cancel);
        var options = new InfluxOptions { Url = server.Url + "/db/", Org = "my org", Bucket = "birds&more", TokenFile = folder.File("token"), Precision = InfluxPrecision.S };
        await using var sink = new InfluxSink(options, "reed-bed", TimeProvider.System);
        await sink.DeliverAsync([Entry()], _ => { }, Cancel);
        var request = Assert.Single(requests);
        Assert.Equal(("POST", "/db/api/v2/write?org=my%20org&bucket=birds%26more&precision=s"), (request.Method, request.Target));
        Assert.Equal(("Token abc==", "gzip"), (request.Headers["Authorization"], request.Headers["Content-Encoding"]));
        Assert.StartsWith(
            "detection,model=starter\\ 0.1.0,scientific=Cuculus\\ canorus,source=mic,species=common-cuckoo,station=reed-bed confidence=0.9123,duration_s=3,id=\"",
            request.Body, StringComparison.Ordinal);
        Assert.EndsWith("\npresence,scientific=Cuculus\\ canorus,source=mic,species=common-cuckoo,station=reed-bed present=1i 1714797000", request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_hangs_is_given_up_after_the_time_out_and_gets_everything_later()
    {
        var asked = 0;
        var lines = new ConcurrentQueue<string>();
        await using var server = new FakeHttpServer(request =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                return FakeAnswer.Never;
            }

            Array.ForEach(request.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries), lines.Enqueue);
            return new FakeAnswer(204);
        });
        server.Start();
        await using var bench = new SinkBench(new InfluxSink(new InfluxOptions { Url = server.Url, TimeoutSeconds = 3 }, "reed-bed", TimeProvider.System));
        var ids = bench.Append(30);
        bench.Start();
        await bench.DeliveredAsync();
        Assert.Contains("does not answer within 3 s", bench.Log.ToString(), StringComparison.Ordinal);
        Assert.Equal(ids, lines.Where(line => line.StartsWith("detection,", StringComparison.Ordinal)).Select(line => line.Split("id=\"")[1][..36]).Distinct());
    }

    [Fact]
    public async Task A_database_that_is_overloaded_for_a_while_loses_nothing_and_keeps_the_order()
    {
        var answers = 0;
        var lines = new ConcurrentQueue<string>();
        await using var server = new FakeHttpServer(request =>
        {
            // Two of three requests are turned away, in both ways there are.
            switch (Interlocked.Increment(ref answers) % 3)
            {
                case 1:
                    return new FakeAnswer(503);
                case 2:
                    return new FakeAnswer(429, "", "Retry-After: 2");
                default:
                    Array.ForEach(request.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries), lines.Enqueue);
                    return new FakeAnswer(204);
            }
        });
        server.Start();
        await using var bench = new SinkBench(new InfluxSink(new InfluxOptions { Url = server.Url, BatchEntries = 10 }, "reed-bed", TimeProvider.System));
        var ids = bench.Append(60);
        bench.Start();
        await bench.DeliveredAsync();
        Assert.Equal(ids, lines.Where(line => line.StartsWith("detection,", StringComparison.Ordinal)).Select(line => line.Split("id=\"")[1][..36]));
        Assert.Equal(0, bench.Runner.Health().SetAside);
    }

    private static JournalEntry Entry()
    {
        var detection = Samples.Detection(7);
        return new JournalEntry(1, JournalKind.Event, detection.Id, "mic", JournalJson.Detection("reed-bed", detection, ended: true));
    }
}
