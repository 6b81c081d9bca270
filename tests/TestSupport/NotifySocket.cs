using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace AvianVox.TestSupport;

/// <summary>The socket by which a program tells its service manager how it fares (sd_notify): a manager that only listens.</summary>
public sealed class NotifySocket : IAsyncDisposable
{
    /// <summary>Longest message that is read.</summary>
    private const int MostBytes = 4096;

    private readonly TempFolder _folder = new();
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _reading;

    /// <summary>Starts to listen.</summary>
    public NotifySocket()
    {
        Path = _folder.File("notify");
        _socket.Bind(new UnixDomainSocketEndPoint(Path));
        _reading = ReadAsync();
    }

    /// <summary>What NOTIFY_SOCKET is to be.</summary>
    public string Path { get; }

    /// <summary>Assignments so far, such as "READY=1", in the order they came.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>How often something was told.</summary>
    /// <param name="line">The assignment.</param>
    public int Count(string line) => _lines.Count(told => told == line);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _socket.Dispose();
        _end.Dispose();
        _folder.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[MostBytes];
        try
        {
            while (true)
            {
                var count = await _socket.ReceiveAsync(buffer, _end.Token).ConfigureAwait(false);
                foreach (var line in Encoding.UTF8.GetString(buffer, 0, count).Split('\n'))
                {
                    _lines.Enqueue(line);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }
}
