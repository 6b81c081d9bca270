using System.Globalization;
using AvianVox.Classification.Inference;
using AvianVox.EndToEnd.Tests.Support;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests;

/// <summary>What leaves the station, and what it leaves on its machine, by the system's own account of it.</summary>
public sealed class PrivacyTests
{
    /// <summary>Long enough for what speaks to its maker every few seconds.</summary>
    private const double Seconds = 10;

    [Fact]
    public async Task The_station_speaks_to_nobody_but_those_configured_and_writes_nothing_outside_its_data()
    {
        using var folder = new TempFolder();
        var (sound, home, data) = (folder.File("sound.wav"), Directory.CreateDirectory(folder.File("home")).FullName, folder.File("data"));
        new Collage(Seconds).Write(sound);
        await using var receiver = new FakeHttpServer(_ => new FakeAnswer(204, "", ""));
        receiver.Start();
        var broker = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort.Next()}");

        var calls = await SystemCalls.WatchAsync(
            strace => Programs.Traced(
                strace,
                [
                    "run", "--source", sound, "--model", Models.British, "--data", data, "--set", $"Mqtt:Listen={broker}",
                    "--set", $"Webhook:Url={receiver.Url}/birds", "--set", "Webhook:Kinds:0=effort",
                ],
                Environment(home, folder)),
            folder.File("trace"));

        Assert.Subset(new HashSet<string> { broker, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{receiver.Port}") }, calls.Peers.ToHashSet());
        Assert.Contains(broker, calls.Peers);
        AssertKeepsToItself(calls, home, data);
    }

    [Fact]
    public async Task The_workshop_speaks_to_nobody_and_leaves_nothing()
    {
        using var folder = new TempFolder();
        var (sound, home) = (folder.File("sound.wav"), Directory.CreateDirectory(folder.File("home")).FullName);
        new Collage(Seconds).Write(sound);

        var calls = await SystemCalls.WatchAsync(
            strace => Programs.TracedWorkshop(strace, ["predict", "--model", Models.British, sound], Environment(home, folder)), folder.File("trace"));

        Assert.Empty(calls.Peers);
        AssertKeepsToItself(calls, home, folder.File("tmp"));
        Assert.Empty(Directory.GetFileSystemEntries(folder.File("tmp")));
    }

    private static void AssertKeepsToItself(SystemCalls calls, string home, string own)
    {
        Assert.Empty(calls.LocalSockets);
        // Names of our own threads, and what is thrown away, are no files.
        Assert.DoesNotContain(
            calls.Written,
            path => !path.StartsWith(own, StringComparison.Ordinal) && !path.StartsWith("/proc/self/", StringComparison.Ordinal) && path != "/dev/null");
        Assert.All(calls.Programs, path => Assert.Equal("dotnet", Path.GetFileName(path)));
        Assert.Empty(Directory.GetFileSystemEntries(home));
    }

    /// <summary>As in the unit: .NET makes no socket for those who look into the program. What keeps ONNX Runtime still is not among it.</summary>
    private static Dictionary<string, string> Environment(string home, TempFolder folder) => new()
    {
        ["HOME"] = home,
        ["XDG_CACHE_HOME"] = "",
        ["TMPDIR"] = Directory.CreateDirectory(folder.File("tmp")).FullName,
        ["DOTNET_EnableDiagnostics"] = "0",
        [RuntimeTelemetry.Variable] = "",
    };
}
