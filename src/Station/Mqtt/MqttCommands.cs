using System.Text.Json;
using System.Threading.Channels;
using AvianVox.Classification.Packages;
using AvianVox.Station.Commands;
using AvianVox.Station.Messages;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Mqtt;

/// <summary>
/// Takes commands, one at a time, and answers each. Drop rule: a command that finds <see cref="MostWaiting"/> others waiting is
/// dropped and answered so.
/// </summary>
/// <param name="topics">Names of the topics.</param>
/// <param name="commands">What there is.</param>
/// <param name="logger">Hears of every command.</param>
public sealed class MqttCommands(MqttTopics topics, IReadOnlyList<IStationCommand> commands, ILogger logger)
{
    /// <summary>Most commands that wait.</summary>
    public const int MostWaiting = 16;

    /// <summary>Longest command, in bytes.</summary>
    public const int MostBytes = 4_096;

    /// <summary>Starts to listen on a new connection; ends with it.</summary>
    /// <param name="client">A connected client.</param>
    /// <param name="send">Publishes an answer; fails once the connection has broken.</param>
    /// <param name="cancellation">Gives up subscribing.</param>
    public async Task ListenAsync(IMqttClient client, Func<MqttMessage, Task> send, CancellationToken cancellation)
    {
        var waiting = Channel.CreateBounded<string>(MostWaiting);
        client.ApplicationMessageReceivedAsync += async arguments =>
        {
            var message = arguments.ApplicationMessage;
            // One that the broker keeps would be given again at each connecting.
            if (message.Topic != topics.Command || message.Retain)
            {
                return;
            }

            if (message.Payload.Length > MostBytes || !waiting.Writer.TryWrite(message.ConvertPayloadToString() ?? ""))
            {
                await TrySendAsync(send, "", done: false, message.Payload.Length > MostBytes ? $"A command has at most {MostBytes} bytes." : "Too many commands wait.").ConfigureAwait(false);
            }
        };
        client.DisconnectedAsync += _ =>
        {
            waiting.Writer.TryComplete();
            return Task.CompletedTask;
        };
        _ = Task.Run(() => WorkAsync(waiting.Reader, send), CancellationToken.None);
        // A broker of MQTT 3.1.1 does not tell a retained message that comes while the station is connected from another.
        var isFive = client.Options.ProtocolVersion == MqttProtocolVersion.V500;
        var filter = new MqttTopicFilterBuilder().WithTopic(topics.Command).WithAtLeastOnceQoS().WithRetainAsPublished(isFive);
        if (isFive)
        {
            filter.WithRetainHandling(MqttRetainHandling.DoNotSendOnSubscribe);
        }

        await client.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter(filter).Build(), cancellation).ConfigureAwait(
            false);
    }

    private async Task WorkAsync(ChannelReader<string> waiting, Func<MqttMessage, Task> send)
    {
        await foreach (var text in waiting.ReadAllAsync().ConfigureAwait(false))
        {
            var (name, done, answer) = await RunAsync(text).ConfigureAwait(false);
            logger.LogInformation("MQTT: command {Command}: {Answer}", name.Length == 0 ? "not understood" : name, PlainText.Line(answer));
            await TrySendAsync(send, name, done, answer).ConfigureAwait(false);
        }
    }

    private async Task<(string Name, bool Done, string Answer)> RunAsync(string text)
    {
        var name = "";
        try
        {
            // A bare word is a command without arguments.
            using var document = JsonDocument.Parse(text.TrimStart().StartsWith('{') ? text : $$"""{ "command": {{JsonSerializer.Serialize(text.Trim())}} }""");
            name = document.RootElement.TryGetProperty("command", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
            var command = commands.FirstOrDefault(one => one.Name == name);
            if (command is null)
            {
                return ("", false, $"There is no command \"{name}\". There are: {string.Join(", ", commands.Select(one => one.Name))}.");
            }

            var (done, answer) = await command.RunAsync(document.RootElement, CancellationToken.None).ConfigureAwait(false);
            return (name, done, answer);
        }
        catch (JsonException error)
        {
            return (name, false, $"Not JSON: {error.Message}");
        }
        catch (Exception error)
        {
            // Whatever a command breaks of, the next one is heard.
            logger.LogError(error, "MQTT: command {Command} broke", PlainText.Line(name));
            return (name, false, $"It broke: {error.Message}");
        }
    }

    private async Task TrySendAsync(Func<MqttMessage, Task> send, string name, bool done, string answer)
    {
        try
        {
            await send(new MqttMessage(topics.Answer, MessageJson.Write(new CommandAnswer(name, done, answer)))).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // The connection went; who asked will see that it did.
            logger.LogDebug(error, "MQTT: an answer was not sent");
        }
    }
}
