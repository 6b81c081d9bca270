using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AvianVox.Training.Tests.Fetching;

/// <summary>
/// A small HTTP server on the loopback address that can also behave badly: cut bodies off, fall silent, announce no length.
/// </summary>
internal sealed class SoundServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ServerRequest, ServerAnswer> _answer;
    private readonly List<ServerRequest> _requests = [];
    private readonly Task _serving;

    /// <summary>Starts serving.</summary>
    public SoundServer(Func<ServerRequest, ServerAnswer> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    public IReadOnlyList<ServerRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _serving.Wait();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                lock (_requests)
                {
                    _requests.Add(request);
                }

                var answer = _answer(request);
                var whole = answer.Body;
                var from = answer.ServesRanges && answer.Status == 200 && request.RangeFrom is { } begin ? begin : 0;
                var status = from == 0 ? answer.Status : from < whole.Length ? 206 : 416;
                var body = status == 416 ? [] : whole[(int)from..];
                var head = new StringBuilder(
                    $"HTTP/1.1 {status} {(HttpStatusCode)status}\r\nConnection: close\r\nContent-Type: {answer.Type}\r\n");
                if (answer.RetryAfter is { } after)
                {
                    head.Append(CultureInfo.InvariantCulture, $"Retry-After: {after}\r\n");
                }

                if (status is 206 or 416)
                {
                    head.Append(
                        CultureInfo.InvariantCulture,
                        $"Content-Range: bytes {(status == 416 ? "*" : $"{from}-{whole.Length - 1}")}/{whole.Length}\r\n");
                }

                if (answer.AnnouncesLength)
                {
                    head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
                }

                if (!answer.IsSilent)
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"{head}\r\n"), _stop.Token);
                    await stream.WriteAsync(body.AsMemory(0, Math.Min(body.Length, answer.CutAt ?? int.MaxValue)), _stop.Token);
                }

                if (answer.IsSilent || answer.FallsSilent)
                {
                    answer.OnSilence?.Invoke();
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
                }
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task<ServerRequest> ReadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var block = new byte[4_096];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(block, _stop.Token);
            if (count == 0)
            {
                throw new IOException("no request came");
            }

            head.Append(Encoding.ASCII.GetString(block, 0, count));
        }

        var lines = head.ToString().Split("\r\n");
        var target = lines[0].Split(' ')[1].Split('?', 2);
        var query = (target.Length > 1 ? target[1] : "")
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2))
            .ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));
        var range = lines.FirstOrDefault(l => l.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase));
        return new ServerRequest(
            target[0],
            query,
            range is null ? null : long.Parse(range["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture));
    }
}
