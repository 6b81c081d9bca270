using System.Collections.Concurrent;
using System.Text.Json;
using AvianVox.Classification.Packages;
using AvianVox.Station.Journal;
using AvianVox.Station.Messages;
using AvianVox.Station.Sinks;
using AvianVox.Station.Webhook;
using AvianVox.StationSupport;
using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Webhook;

public sealed class WebhookSinkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_has_the_template_filled_in_and_the_headers_that_are_set()
    {
        var requests = new ConcurrentQueue<FakeRequest>();
        await using var server = new FakeHttpServer(request =>
        {
            requests.Enqueue(request);
            return new FakeAnswer(200, "thanks");
        });
        server.Start();
        var options = new WebhookOptions
        {
            Url = server.Url + "/hook?a=b",
            Method = "PUT",
            Template = """{ "text": "{{species.common}} ({{ confidence }})", "kind": "{{kind}}", "none": "{{no.such}}", "whole": {{entry}} }""",
            Authorization = "Bearer abc",
            Headers = { ["X-Station"] = "pond" },
        };
        await using var sink = new WebhookSink(options, TimeProvider.System);
        var entry = Entry(7, "Cuckoo \"the\\grey\"");
        JournalEntry? delivered = null;
        await sink.DeliverAsync([entry], one => delivered = one, Cancel);
        Assert.Same(entry, delivered);

        var request = Assert.Single(requests);
        Assert.Equal(("PUT", "/hook?a=b", "Bearer abc", "pond"), (request.Method, request.Target, request.Headers["Authorization"], request.Headers["X-Station"]));
        Assert.Equal(("application/json; charset=utf-8", $"event-{entry.Id}"), (request.Headers["Content-Type"], request.Headers["Idempotency-Key"]));
        using var body = JsonDocument.Parse(request.Body);
        Assert.Equal("Cuckoo \"the\\grey\" (0.9123)", body.RootElement.GetProperty("text").GetString());
        Assert.Equal(("event", ""), (body.RootElement.GetProperty("kind").GetString(), body.RootElement.GetProperty("none").GetString()));
        Assert.Equal((7L, entry.Id), (body.RootElement.GetProperty("whole").GetProperty("sequence").GetInt64(), body.RootElement.GetProperty("whole").GetProperty("id").GetGuid()));
    }

    [Theory]
    [InlineData("<!DOCTYPE html>\n<html><title>Sign in</title>", "Refused", "a page for people")]
    [InlineData("\uFEFF  <HTML lang=en>", "Refused", "a page for people")]
    [InlineData("""{"ok":false,"error":"chat not found"}""", "Failed", "chat not found")]
    [InlineData("""{ "success" : false }""", "Failed", "did not take it")]
    [InlineData("""{"ok":true}""", null, "")]
    [InlineData("""{"errors":[],"okay":false}""", null, "")]
    [InlineData("thanks <html>", null, "")]
    [InlineData("", null, "")]
    public async Task Well_is_well_only_where_the_body_does_not_say_otherwise(string body, string? fault, string part)
    {
        await using var server = new FakeHttpServer(_ => new FakeAnswer(200, body));
        server.Start();
        await using var sink = new WebhookSink(new WebhookOptions { Url = server.Url }, TimeProvider.System);
        var sending = sink.DeliverAsync([Entry(1, "Cuckoo")], _ => { }, Cancel);
        if (fault is null)
        {
            await sending;
            return;
        }

        var error = await Assert.ThrowsAsync<SinkException>(() => sending);
        Assert.Equal(fault, error.Fault.ToString());
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.65", 0.65)]
    [InlineData("7", 7.0)]
    [InlineData("99999999999999", null)]
    [InlineData("-5", null)]
    [InlineData("soon", null)]
    public async Task A_wait_may_have_fractions_and_nonsense_is_none(string header, double? seconds)
    {
        await using var server = new FakeHttpServer(_ => new FakeAnswer(429, "", $"Retry-After: {header}"));
        server.Start();
        await using var sink = new WebhookSink(new WebhookOptions { Url = server.Url }, TimeProvider.System);
        var error = await Assert.ThrowsAsync<SinkException>(() => sink.DeliverAsync([Entry(1, "Cuckoo")], _ => { }, Cancel));
        Assert.Equal(seconds, error.RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData(401, "Refused")]
    [InlineData(404, "Refused")]
    [InlineData(405, "Refused")]
    [InlineData(301, "Refused")]
    [InlineData(400, "Rejected")]
    [InlineData(422, "Rejected")]
    [InlineData(500, "Failed")]
    [InlineData(502, "Down")]
    [InlineData(429, "Down")]
    public async Task An_answer_means_the_entry_the_receiver_or_the_settings(int status, string fault)
    {
        var requests = 0;
        await using var server = new FakeHttpServer(_ => Interlocked.Increment(ref requests) == 1 ? new FakeAnswer(200) : new FakeAnswer(status, "no", "Retry-After: 3"));
        server.Start();
        await using var sink = new WebhookSink(new WebhookOptions { Url = server.Url }, TimeProvider.System);
        var delivered = new List<long>();
        var error = await Assert.ThrowsAsync<SinkException>(() => sink.DeliverAsync([Entry(1), Entry(2), Entry(3)], entry => delivered.Add(entry.Sequence), Cancel));
        Assert.Equal((fault, 2), (error.Fault.ToString(), requests));
        Assert.Equal([1L], delivered);
        Assert.Equal(error.Fault is SinkFault.Rejected or SinkFault.Failed ? 2L : null, error.Entry?.Sequence);
        Assert.Equal(error.Fault is SinkFault.Rejected ? null : TimeSpan.FromSeconds(3), status == 301 ? TimeSpan.FromSeconds(3) : error.RetryAfter);
    }

    private static JournalEntry Entry(long sequence, string name = "Common Cuckoo")
    {
        var detection = Samples.Detection((int)sequence, label: new Label(3, "Cuculus canorus", name, "common-cuckoo", LabelKind.Bird));
        return new JournalEntry(sequence, JournalKind.Event, detection.Id, "mic", JournalJson.Detection("reed-bed", detection, ended: true));
    }
}
