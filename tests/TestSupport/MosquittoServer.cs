using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace AvianVox.TestSupport;

/// <summary>A real mosquitto broker on a port of the loopback address, with a configuration of its own in a temporary folder. A test that needs one is skipped where mosquitto is not installed.</summary>
public sealed class MosquittoServer : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private readonly TempFolder _folder = new();
    private readonly string _program;
    private readonly ConcurrentQueue<string> _log = new();
    private Process? _process;

    private MosquittoServer(string program, int port, MosquittoSettings settings)
    {
        _program = program;
        Port = port;
        var lines = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"listener {port} 127.0.0.1")
            .AppendLine(settings.IsPersistent ? $"persistence true\npersistence_location {_folder.Path}/\nautosave_on_changes true\nautosave_interval 1" : "persistence false")
            // Started as root, mosquitto would turn into a user who may not read the temporary folder.
            .AppendLine("user root")
            .AppendLine("log_dest stderr");
        if (settings.MostBytes is { } bytes)
        {
            lines.AppendLine(CultureInfo.InvariantCulture, $"message_size_limit {bytes}");
        }

        if (settings.User is { } user)
        {
            var passwords = _folder.File("passwords");
            Run("mosquitto_passwd", "-b", "-c", passwords, user, settings.Password);
            lines.AppendLine("allow_anonymous false").AppendLine(CultureInfo.InvariantCulture, $"password_file {passwords}");
            if (settings.MayWrite is { } filter)
            {
                File.WriteAllText(_folder.File("acl"), $"user {user}\ntopic write {filter}\n");
                lines.AppendLine(CultureInfo.InvariantCulture, $"acl_file {_folder.File("acl")}");
            }
        }
        else
        {
            lines.AppendLine("allow_anonymous true");
        }

        if (settings.Certificates is { } certificates)
        {
            lines.AppendLine(CultureInfo.InvariantCulture, $"cafile {certificates.CaFile}")
                .AppendLine(CultureInfo.InvariantCulture, $"certfile {certificates.ServerCertificateFile}")
                .AppendLine(CultureInfo.InvariantCulture, $"keyfile {certificates.ServerKeyFile}")
                .AppendLine("require_certificate true");
        }

        File.WriteAllText(_folder.File("mosquitto.conf"), lines.ToString());
    }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>What it logged.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Starts a broker and waits until it answers; skips the running test when there is no mosquitto.</summary>
    /// <param name="settings">What it asks of clients; null for nothing.</param>
    /// <param name="port">Port; 0 for a free one.</param>
    public static async Task<MosquittoServer> StartAsync(MosquittoSettings? settings = null, int port = 0)
    {
        var program = Find("mosquitto");
        Assert.SkipWhen(program is null, "needs mosquitto, which is not installed: apt-get install mosquitto");
        var server = new MosquittoServer(program, port == 0 ? FreePort.Next() : port, settings ?? new MosquittoSettings());
        try
        {
            await server.StartAgainAsync().ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts it again on the same port; unless persistent, it has forgotten everything.</summary>
    public async Task StartAgainAsync()
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(_program, ["-c", _folder.File("mosquitto.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true },
        };
        process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        _process = process;
        await Eventually.TrueAsync(() => process.HasExited || Answers(), Bound, () => Log).ConfigureAwait(false);
        if (process.HasExited)
        {
            throw new InvalidOperationException($"mosquitto ended with {process.ExitCode}: {Log}");
        }
    }

    /// <summary>Kills it: connections break without a word.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync().ConfigureAwait(false);
            process.Dispose();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync().ConfigureAwait(false);
        _folder.Dispose();
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/usr/bin").Append("/usr/local/sbin").Append("/opt/homebrew/sbin")
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Find(program) ?? program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program}: {error}");
        }
    }

    private bool Answers()
    {
        try
        {
            using var socket = new TcpClient();
            socket.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
