using System.Globalization;
using System.Text.Json;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests.Support;

/// <summary>A real mosquitto_sub with a session of its own, so that it misses nothing while its broker is away.</summary>
internal sealed class Subscriber : IAsyncDisposable
{
    private readonly ProgramRun _program;

    private Subscriber(ProgramRun program) => _program = program;

    /// <summary>Messages so far, in the order they came.</summary>
    public IReadOnlyList<(string Topic, string Payload)> Messages =>
        [.. _program.Output.Select(line => line.Split(' ', 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]))];

    /// <summary>Starts it and waits until the broker has taken its subscription.</summary>
    /// <param name="broker">Where to.</param>
    public static async Task<Subscriber> StartAsync(MosquittoServer broker)
    {
        var program = ProgramRun.Start(
            "mosquitto_sub",
            ["-h", "127.0.0.1", "-p", broker.Port.ToString(CultureInfo.InvariantCulture), "-t", "avianvox/#", "-t", "ready", "-q", "1", "-c", "-i", "listener", "-F", "%t %p"]);
        var subscriber = new Subscriber(program);
        for (var attempt = 0; attempt < 100 && !subscriber.Messages.Any(m => m.Topic == "ready"); attempt++)
        {
            await using var ready = ProgramRun.Start("mosquitto_pub", ["-h", "127.0.0.1", "-p", broker.Port.ToString(CultureInfo.InvariantCulture), "-t", "ready", "-m", "?", "-q", "1"]);
            await ready.ExitAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        Assert.Contains(subscriber.Messages, m => m.Topic == "ready");
        return subscriber;
    }

    /// <summary>Detections and events, named as in the journal, in the order they came.</summary>
    public IReadOnlyList<(string Kind, string Id)> Entries =>
        [.. Messages.Select(m => (Kind: m.Topic[(m.Topic.LastIndexOf('/') + 1)..], m.Payload))
            .Where(m => m.Kind is "detection" or "event")
            .Select(m => (m.Kind == "event" ? "Event" : "Detection", JsonDocument.Parse(m.Payload).RootElement.GetProperty("id").GetString()!))];

    /// <summary>Ids of the messages whose topic ends in a word, in the order they came.</summary>
    /// <param name="word">"detection", "event" or "gap".</param>
    public IReadOnlyList<string> Ids(string word) =>
        [.. Messages.Where(m => m.Topic.EndsWith("/" + word, StringComparison.Ordinal)).Select(m => JsonDocument.Parse(m.Payload).RootElement.GetProperty("id").GetString()!)];

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
