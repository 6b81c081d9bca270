using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace AvianVox.TestSupport;

/// <summary>
/// A web server that is a radio station: an endless WAV at the pace of sound, quiet noise unless something is played, which each
/// listener hears from when it tunes in. It can hold still, hang up, and go off the air; it can ask for a password, and serve files.
/// </summary>
public sealed class StreamServer : IAsyncDisposable
{
    /// <summary>Rate of the stream in Hz; mono, 16 bits.</summary>
    public const int Rate = 48_000;

    private const int BlockSamples = Rate / 20;
    private static readonly TimeSpan BlockTime = TimeSpan.FromMilliseconds(50);

    private readonly int _port;
    private readonly string? _password;
    private readonly string? _folder;
    private readonly ConcurrentQueue<short[]> _played = new();
    private readonly CancellationTokenSource _closing = new();
    private HttpListener _listener = new();
    private CancellationTokenSource _hangUp = new();
    private Task _serving = Task.CompletedTask;
    private int _listeners;
    private volatile bool _isStill;

    /// <summary>Goes on the air; skips the running test where ffmpeg is not installed.</summary>
    /// <param name="password">Asked for, with the user "jay"; null for none.</param>
    /// <param name="folder">Files it serves beside the stream; null for none.</param>
    public StreamServer(string? password = null, string? folder = null)
    {
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(path => File.Exists(Path.Combine(path, "ffmpeg"))),
            "needs ffmpeg: sudo apt-get install ffmpeg");
        _port = FreePort.Next();
        _password = password;
        _folder = folder;
        Open();
    }

    /// <summary>Address of the stream.</summary>
    public string Url => $"http://127.0.0.1:{_port}/live.wav";

    /// <summary>Address of the stream with the password in it.</summary>
    public string UrlWithPassword => $"http://jay:{_password}@127.0.0.1:{_port}/live.wav";

    /// <summary>Listeners so far.</summary>
    public int Listeners => Volatile.Read(ref _listeners);

    /// <summary>Address of a file.</summary>
    /// <param name="name">Its name in the folder.</param>
    public string FileUrl(string name) => $"http://127.0.0.1:{_port}/{name}";

    /// <summary>Plays samples after what is played already.</summary>
    /// <param name="samples">At <see cref="Rate"/>, full scale -1 to 1.</param>
    public void Play(ReadOnlySpan<float> samples)
    {
        for (var at = 0; at < samples.Length; at += BlockSamples)
        {
            var block = new short[BlockSamples];
            for (var i = 0; i < Math.Min(BlockSamples, samples.Length - at); i++)
            {
                block[i] = (short)Math.Round(samples[at + i] * 32_768f);
            }

            _played.Enqueue(block);
        }
    }

    /// <summary>Keeps connections open and sends nothing.</summary>
    public void HoldStill() => _isStill = true;

    /// <summary>Sends again.</summary>
    public void GoOn() => _isStill = false;

    /// <summary>Hangs up on all listeners and takes no new ones.</summary>
    public async Task CloseAsync()
    {
        await _hangUp.CancelAsync().ConfigureAwait(false);
        _listener.Abort();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Takes listeners, after <see cref="CloseAsync"/> too.</summary>
    public void Open()
    {
        _hangUp.Dispose();
        _hangUp = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        _listener = new HttpListener();
        _listener.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _listener.Start();
        _serving = ServeAsync(_listener, _hangUp.Token);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        _hangUp.Dispose();
        _closing.Dispose();
    }

    private async Task ServeAsync(HttpListener listener, CancellationToken hangUp)
    {
        while (!hangUp.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = AnswerAsync(context, hangUp);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context, CancellationToken hangUp)
    {
        try
        {
            var name = Path.GetFileName(context.Request.Url!.LocalPath);
            var login = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"jay:{_password}"))}";
            if (_password is not null && context.Request.Headers["Authorization"] != login)
            {
                context.Response.StatusCode = 401;
                context.Response.AddHeader("WWW-Authenticate", "Basic realm=\"birds\"");
                context.Response.Close();
            }
            else if (name == "live.wav")
            {
                Interlocked.Increment(ref _listeners);
                await StreamAsync(context.Response.OutputStream, hangUp).ConfigureAwait(false);
            }
            else if (_folder is not null && File.Exists(Path.Combine(_folder, name)))
            {
                context.Response.Close(await File.ReadAllBytesAsync(Path.Combine(_folder, name), hangUp).ConfigureAwait(false), willBlock: true);
            }
            else
            {
                context.Response.StatusCode = 404;
                context.Response.Close();
            }
        }
        catch (Exception fault) when (fault is IOException or HttpListenerException or OperationCanceledException or ObjectDisposedException)
        {
            context.Response.Abort();
        }
    }

    private async Task StreamAsync(Stream output, CancellationToken hangUp)
    {
        await output.WriteAsync(Header(), hangUp).ConfigureAwait(false);
        using var pace = new PeriodicTimer(BlockTime);
        var random = new Random(1);
        while (await pace.WaitForNextTickAsync(hangUp).ConfigureAwait(false))
        {
            if (_isStill)
            {
                continue;
            }

            if (!_played.TryDequeue(out var block))
            {
                block = [.. Enumerable.Range(0, BlockSamples).Select(_ => (short)random.Next(-3, 4))];
            }

            await output.WriteAsync(MemoryMarshal.AsBytes(block.AsSpan()).ToArray(), hangUp).ConfigureAwait(false);
        }
    }

    /// <summary>A WAV header that tells no length, as of a recording that goes on.</summary>
    private static byte[] Header()
    {
        var header = new byte[44];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), uint.MaxValue);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 16);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(40), uint.MaxValue);
        return header;
    }
}
