using System.Diagnostics;
using System.Runtime.Versioning;
using AvianVox.EndToEnd.Tests.Support;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests;

/// <summary>SIGTERM and Ctrl-C end the station whatever it is doing, and what it wrote is nobody's but its user's and group's.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class StopTests
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    /// <summary>What the station promises, and what a busy machine takes to start and end a process.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5 + 3);

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public async Task A_pipe_that_nobody_writes_to_can_be_given_up(int signal)
    {
        using var folder = new TempFolder();
        var pipe = folder.File("dawn.wav");
        await using (var make = ProgramRun.Start("mkfifo", [pipe]))
        {
            Assert.Equal(0, await make.ExitAsync());
        }

        await using var station = Programs.Station(["run", "--source", pipe, "--mqtt", "off", "--data", folder.File("data"), "--model", Models.British]);
        // The journal is opened before the sources are; or it has said that it takes no pipe.
        await Eventually.TrueAsync(() => station.HasExited || File.Exists(folder.File("data/journal.db")), TimeSpan.FromSeconds(60), () => station.Transcript);
        if (station.HasExited)
        {
            Assert.Equal(66, await station.ExitAsync());
            return;
        }

        var asked = Stopwatch.GetTimestamp();
        station.Signal(signal);
        await station.ExitAsync(Bound);
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, Bound);
    }

    [Fact]
    public async Task What_it_writes_is_kept_from_others()
    {
        using var folder = new TempFolder();
        var sound = folder.File("sound.wav");
        new Collage(5).Write(sound);
        await using var station = Programs.Station(["run", "--source", sound, "--pace", "max", "--mqtt", "off", "--data", folder.File("data"), "--model", Models.British]);
        Assert.True(await station.ExitAsync() == 0, station.Transcript);
        const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        string[] written = [folder.File("data"), .. Directory.GetFileSystemEntries(folder.File("data"), "*", SearchOption.AllDirectories)];
        Assert.All(written, path => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & Others));
        Assert.Contains(written, path => path.EndsWith("journal.db", StringComparison.Ordinal) && (File.GetUnixFileMode(path) & UnixFileMode.GroupRead) != 0);
    }
}
