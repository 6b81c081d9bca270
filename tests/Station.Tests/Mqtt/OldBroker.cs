using System.Net;
using System.Net.Sockets;

namespace AvianVox.Station.Tests.Mqtt;

/// <summary>A broker that knows MQTT 3.1.1 only: turns MQTT 5 away, and passes everything else on to a real one.</summary>
internal sealed class OldBroker : IAsyncDisposable
{
    private const int LevelAt = 8;

    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _behind;
    private readonly byte[] _refusal;
    private int _turnedAway;

    /// <param name="behind">Port of a real broker.</param>
    /// <param name="refusal">What it says to MQTT 5 before it hangs up.</param>
    public OldBroker(int behind, byte[] refusal)
    {
        (_behind, _refusal) = (behind, refusal);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int TurnedAway => _turnedAway;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        using (var behind = new TcpClient())
        {
            try
            {
                var stream = client.GetStream();
                var begun = new byte[4_096];
                var count = await stream.ReadAtLeastAsync(begun, LevelAt + 1, cancellationToken: _stop.Token);
                if (begun[LevelAt] > 4)
                {
                    Interlocked.Increment(ref _turnedAway);
                    await stream.WriteAsync(_refusal, _stop.Token);
                    return;
                }

                await behind.ConnectAsync(IPAddress.Loopback, _behind, _stop.Token);
                var other = behind.GetStream();
                await other.WriteAsync(begun.AsMemory(0, count), _stop.Token);
                await Task.WhenAny(stream.CopyToAsync(other, _stop.Token), other.CopyToAsync(stream, _stop.Token));
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // One of the two has gone.
            }
        }
    }
}
