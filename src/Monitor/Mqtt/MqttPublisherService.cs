using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Health;
using AvianVox.Monitor.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MQTTnet;

namespace AvianVox.Monitor.Mqtt;

/// <summary>
/// Keeps a connection to the broker, for ever: one attempt at a time, waiting longer between attempts that fail. A broker
/// that is absent, even from the start, holds nothing up: the journal keeps what is heard until it can be delivered.
/// </summary>
internal sealed class MqttPublisherService : BackgroundService
{
    /// <summary>How long one attempt to connect may take.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly string _station;
    private readonly MqttTopics _topics;
    private readonly MqttLink _link;
    private readonly IJournal _journal;
    private readonly IHealthReporter? _health;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Backoff _backoff;
    private readonly MqttClientFactory _factory = new();

    /// <summary>What went wrong last; the same again is no news.</summary>
    private string? _lastFault;

    /// <summary>Creates the service; nothing is connected yet.</summary>
    /// <param name="options">Checked options; mode embedded or external.</param>
    /// <param name="station">The station's id.</param>
    /// <param name="journal">What is delivered.</param>
    /// <param name="health">Tells how the station fares; null when nobody does.</param>
    /// <param name="time">Paces everything.</param>
    /// <param name="random">Spreads the attempts of many stations.</param>
    /// <param name="logger">Hears of connections made, lost and refused.</param>
    /// <exception cref="MqttException">A certificate or key cannot be read.</exception>
    public MqttPublisherService(MqttOptions options, string station, IJournal journal, IHealthReporter? health, TimeProvider time, Random random, ILogger logger)
    {
        _station = station;
        _topics = new MqttTopics(options.TopicPrefix, station);
        _link = new MqttLink(options, station, _topics);
        _journal = journal;
        _health = health;
        _time = time;
        _logger = logger;
        _backoff = new Backoff(time, random);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var (fault, refused) = await ConnectAndWorkAsync(stoppingToken).ConfigureAwait(false);
                if (stoppingToken.IsCancellationRequested)
                {
                    break;
                }

                var wait = _backoff.Next(refused);
                var waiting = _backoff.WaitAsync(wait, stoppingToken);
                Report(fault, wait);
                await waiting.ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping while nobody was connected.
        }

        var left = _journal.LastSequence - _journal.Cursor(MqttSession.Sink);
        if (left > 0)
        {
            _logger.LogInformation("MQTT: {Left} message(s) not delivered yet; they will be at the next start", left);
        }
    }

    /// <summary>One connection from beginning to end.</summary>
    /// <returns>Why it ended, and whether the broker said no; meaningless when stopping.</returns>
    private async Task<(string Fault, bool Refused)> ConnectAndWorkAsync(CancellationToken stop)
    {
        using var lost = new CancellationTokenSource();
        var reason = "";
        using var client = _factory.CreateMqttClient();
        client.DisconnectedAsync += arguments =>
        {
            if (arguments.ClientWasConnected)
            {
                reason = _link.Loss(arguments);
            }

            return lost.CancelAsync();
        };
        try
        {
            var result = await ConnectAsync(client, stop).ConfigureAwait(false);
            if (result.ResultCode != MqttClientConnectResultCode.Success)
            {
                return (_link.Refusal(result), true);
            }

            _backoff.Connected();
            var waiting = _journal.LastSequence - _journal.Cursor(MqttSession.Sink);
            _logger.LogInformation("MQTT: connected to {Broker}; {Waiting} message(s) waiting", _link.Broker, waiting);
            _lastFault = null;
            var window = result.ReceiveMaximum is > 0 and var most ? Math.Min(MqttSession.Window, (int)most) : MqttSession.Window;
            await new MqttSession(client, window, _station, _topics, _journal, _health, _time).RunAsync(stop, lost.Token).ConfigureAwait(false);
            return ("", false);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && reason.Length > 0)
        {
            return (reason, false);
        }
        catch (MqttException error)
        {
            return (error.Message, true);
        }
        catch (JournalException error)
        {
            return (error.Message, false);
        }
        catch (Exception error)
        {
            // Whatever the client library or the network throws, the next attempt may succeed: a sink never dies.
            _logger.LogDebug(error, "MQTT: connection ended");
            return (reason.Length > 0 ? reason : _link.Failure(error), false);
        }
    }

    private async Task<MqttClientConnectResult> ConnectAsync(IMqttClient client, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(ConnectTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        return await client.ConnectAsync(_link.Options(), either.Token).ConfigureAwait(false);
    }

    private void Report(string fault, TimeSpan wait)
    {
        var level = fault == _lastFault ? LogLevel.Debug : LogLevel.Warning;
        _lastFault = fault;
        _logger.Log(level, "MQTT: {Fault}. Trying again in {Wait:0.#} s, and from then on; what is heard meanwhile is kept", fault, wait.TotalSeconds);
    }
}
