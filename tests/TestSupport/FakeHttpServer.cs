using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AvianVox.TestSupport;

/// <summary>A small HTTP/1.1 server on a port of the loopback address that answers as it is told, can go away, and come back on the same port.</summary>
/// <param name="answer">Makes the answers; called from several threads.</param>
public sealed class FakeHttpServer(Func<FakeRequest, FakeAnswer> answer) : IAsyncDisposable
{
    private TcpListener? _listener;
    private CancellationTokenSource _away = new();
    private Task _serving = Task.CompletedTask;

    /// <summary>Its port.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>Its address, without a slash at the end.</summary>
    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>Begins to listen.</summary>
    public void Start()
    {
        _away = new CancellationTokenSource();
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        _serving = ServeAsync(_listener, _away.Token);
    }

    /// <summary>Breaks all connections and listens no more.</summary>
    public async Task StopAsync()
    {
        await _away.CancelAsync().ConfigureAwait(false);
        _listener?.Dispose();
        await _serving.ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _away.Dispose();
    }

    private async Task ServeAsync(TcpListener listener, CancellationToken away)
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(TalkAsync(await listener.AcceptTcpClientAsync(away).ConfigureAwait(false), away));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException || (end is InvalidOperationException && away.IsCancellationRequested))
        {
            await Task.WhenAll(open).ConfigureAwait(false);
        }
    }

    private async Task TalkAsync(TcpClient client, CancellationToken away)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await using var stream = new BufferedStream(client.GetStream(), 65_536);
                while (await ReadAsync(stream, away).ConfigureAwait(false) is { } request)
                {
                    var (status, body, header) = answer(request);
                    if (status == 0)
                    {
                        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, away).ConfigureAwait(false);
                    }

                    var text = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {(HttpStatusCode)status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{(header.Length == 0 ? "" : header + "\r\n")}\r\n{body}");
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(text), away).ConfigureAwait(false);
                    await stream.FlushAsync(away).ConfigureAwait(false);
                }
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The client went away, or the server is to.
            }
        }
    }

    private static async Task<FakeRequest?> ReadAsync(BufferedStream stream, CancellationToken away)
    {
        var one = new byte[1];
        var head = new StringBuilder();
        while (head.Length < 4 || head[^1] != '\n' || head[^3] != '\n')
        {
            if (await stream.ReadAsync(one, away).ConfigureAwait(false) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, away).ConfigureAwait(false);
        var first = lines[0].Split(' ');
        return new FakeRequest(first[0], first[1], headers, Text(body, headers.GetValueOrDefault("Content-Encoding") == "gzip"));
    }

    private static string Text(byte[] body, bool isCompressed)
    {
        if (!isCompressed)
        {
            return Encoding.UTF8.GetString(body);
        }

        using var reader = new StreamReader(new GZipStream(new MemoryStream(body), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
