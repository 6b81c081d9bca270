using System.Runtime.InteropServices;
using Xunit;

namespace AvianVox.TestSupport;

/// <summary>
/// A microphone without hardware: a PulseAudio server of its own, whose null sink is heard, sample for sample, by the PortAudio device
/// <see cref="Device"/>. It can be played to, stopped, killed and started again.
/// </summary>
public sealed partial class PulseServer : IAsyncDisposable
{
    /// <summary>Name of the PortAudio device that hears what is played.</summary>
    public const string Device = "birdmic";

    /// <summary>Rate of the device in Hz; mono.</summary>
    public const int Rate = 48_000;

    private const int SigStop = 19;
    private const int SigContinue = 18;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment;
    private ProgramRun? _server;

    private PulseServer()
    {
        var runtime = _folder.File("rt");
        Directory.CreateDirectory(runtime);
        File.WriteAllText(
            _folder.File("asound.conf"),
            $$"""
            </usr/share/alsa/alsa.conf>
            pcm.{{Device}} { type pulse device "bird_mic" }
            ctl.{{Device}} { type pulse }

            """);
        _environment = new Dictionary<string, string>
        {
            ["XDG_RUNTIME_DIR"] = runtime,
            ["PULSE_SERVER"] = $"unix:{_folder.File("pulse.sock")}",
            ["PULSE_COOKIE"] = _folder.File("cookie"),
            ["ALSA_CONFIG_PATH"] = _folder.File("asound.conf"),
        };
    }

    /// <summary>Variables that a program needs to see the device: give them to <see cref="ProgramRun.Start"/>.</summary>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <summary>Starts a server and waits until the device is there; skips the running test where PulseAudio or PortAudio is not installed.</summary>
    /// <param name="forThisProcess">
    /// True to make the device visible to PortAudio in the test's own process, which looks at one server at a time: tests that ask for it
    /// belong in one collection. False for tests that start a program.
    /// </param>
    public static async Task<PulseServer> StartAsync(bool forThisProcess)
    {
        foreach (var program in (string[])["pulseaudio", "paplay", "pactl"])
        {
            Assert.SkipUnless(IsInstalled(program), $"needs {program} for a virtual microphone: sudo apt-get install pulseaudio pulseaudio-utils libportaudio2 libasound2-plugins");
        }

        var server = new PulseServer();
        try
        {
            if (forThisProcess)
            {
                foreach (var (name, value) in server._environment)
                {
                    // The runtime keeps its own copy of the environment; PortAudio reads the C library's.
                    if (SetEnvironment(name, value, 1) != 0)
                    {
                        throw new InvalidOperationException($"{name} could not be set.");
                    }
                }
            }

            await server.RestartAsync().ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts the server again after <see cref="KillAsync"/>, and waits until the device is there.</summary>
    public async Task RestartAsync()
    {
        _server = ProgramRun.Start(
            "pulseaudio",
            [
                "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=0", $"--log-target=file:{_folder.File("pulse.log")}",
                "-L", $"module-native-protocol-unix socket={_folder.File("pulse.sock")} auth-anonymous=1",
                "-L", $"module-null-sink sink_name=bird_sink rate={Rate} channels=1 format=s16le",
                "-L", "module-remap-source source_name=bird_mic master=bird_sink.monitor remix=no",
            ],
            _environment);
        var isReady = false;
        for (var attempt = 0; attempt < 100 && !isReady && !_server.HasExited; attempt++)
        {
            await using var query = ProgramRun.Start("pactl", ["list", "short", "sources"], _environment);
            isReady = await query.ExitAsync(Bound).ConfigureAwait(false) == 0 && query.Transcript.Contains("bird_mic", StringComparison.Ordinal);
            if (!isReady)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System).ConfigureAwait(false);
            }
        }

        if (!isReady)
        {
            var log = _folder.File("pulse.log");
            throw new InvalidOperationException($"PulseAudio did not start:\n{_server.Transcript}\n{(File.Exists(log) ? await File.ReadAllTextAsync(log).ConfigureAwait(false) : "")}");
        }
    }

    /// <summary>Plays a file to the device and waits until all of it was heard.</summary>
    /// <param name="path">A recording; at 48 kHz mono 16 bits it arrives bit for bit.</param>
    /// <param name="within">Bound; 20 s by default.</param>
    public async Task PlayAsync(string path, TimeSpan? within = null)
    {
        await using var player = ProgramRun.Start("paplay", [path], _environment);
        var code = await player.ExitAsync(within ?? Bound).ConfigureAwait(false);
        if (code != 0)
        {
            throw new InvalidOperationException($"paplay ended with {code}: {player.Transcript}");
        }
    }

    /// <summary>Kills the server: its clients lose their device.</summary>
    public async Task KillAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            await server.DisposeAsync().ConfigureAwait(false);
        }

        // A socket left behind would make the next start fail.
        File.Delete(_folder.File("pulse.sock"));
    }

    /// <summary>Holds the server still: it answers nobody.</summary>
    public void Freeze() => _server!.Signal(SigStop);

    /// <summary>Lets a held server go on.</summary>
    public void Thaw() => _server!.Signal(SigContinue);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync().ConfigureAwait(false);
        _folder.Dispose();
    }

    private static bool IsInstalled(string program) =>
        (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
