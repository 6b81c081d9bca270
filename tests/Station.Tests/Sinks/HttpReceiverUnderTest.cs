using System.Text.RegularExpressions;
using AvianVox.Station.Sinks;
using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Sinks;

/// <summary>A receiver that is a <see cref="FakeHttpServer"/>.</summary>
internal sealed class HttpReceiverUnderTest : Receiver
{
    private readonly Lock _gate = new();
    private readonly List<string> _ids = [];
    private readonly HashSet<string> _seen = [];
    private readonly FakeHttpServer _server;
    private readonly Func<string, ISink> _sink;

    public HttpReceiverUnderTest(Regex id, FakeAnswer refusal, Func<string, ISink> sink)
    {
        _sink = sink;
        _server = new FakeHttpServer(request =>
        {
            if (request.Body.Contains("poison", StringComparison.Ordinal))
            {
                return refusal;
            }

            lock (_gate)
            {
                _ids.AddRange(id.Matches(request.Body).Select(match => match.Groups[1].Value).Where(_seen.Add));
            }

            return new FakeAnswer(204);
        });
        _server.Start();
    }

    public override IReadOnlyList<string> Received
    {
        get
        {
            lock (_gate)
            {
                return [.. _ids];
            }
        }
    }

    public override ISink Sink() => _sink(_server.Url);

    public override Task GoAwayAsync() => _server.StopAsync();

    public override Task ComeBackAsync()
    {
        _server.Start();
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => _server.DisposeAsync();
}
