using AvianVox.EndToEnd.Tests.Support;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests;

/// <summary>The station under a service manager, which is a socket here.</summary>
public sealed class ServiceTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task It_is_ready_when_sound_flows_and_lives_on_while_its_microphone_is_away()
    {
        using var folder = new TempFolder();
        await using var sound = await PulseServer.StartAsync(forThisProcess: false);
        await using var manager = new NotifySocket();
        var environment = new Dictionary<string, string>(sound.Environment) { ["NOTIFY_SOCKET"] = manager.Path, ["WATCHDOG_USEC"] = "1500000" };
        await sound.KillAsync();
        await using var station = Programs.Station(["run", "--source", $"mic:{PulseServer.Device}", "--mqtt", "off", "--data", folder.Path, "--model", Models.British], environment);

        // Under a manager a microphone that is not there is waited for.
        await UntilAsync(() => manager.Lines.Any(line => line.StartsWith("STATUS=Waiting for sound: mic lost", StringComparison.Ordinal)));
        Assert.Equal(0, manager.Count("READY=1"));
        await sound.RestartAsync();
        await UntilAsync(() => manager.Count("READY=1") == 1);
        Assert.Contains(station.Output, line => line.EndsWith("listening", StringComparison.Ordinal));
        await UntilAsync(() => manager.Count("WATCHDOG=1") >= 2);
        await UntilAsync(() => manager.Lines.Any(line => line.StartsWith("STATUS=mic listens; 0 species today", StringComparison.Ordinal)));

        await sound.KillAsync();
        await UntilAsync(() => manager.Lines[^1].StartsWith("STATUS=mic lost (", StringComparison.Ordinal) || manager.Lines[^2].StartsWith("STATUS=mic lost (", StringComparison.Ordinal));
        var before = manager.Count("WATCHDOG=1");
        await UntilAsync(() => manager.Count("WATCHDOG=1") >= before + 3);

        station.Signal(15);
        Assert.True(await station.ExitAsync() == 0, station.Transcript);
        Assert.Equal(1, manager.Count("STOPPING=1"));

        Task UntilAsync(Func<bool> condition) => Eventually.TrueAsync(
            () => station.HasExited || condition(), Bound, () => $"{string.Join('\n', manager.Lines)}\n{station.Transcript}");
    }

    [Fact]
    public async Task A_recording_that_is_heard_to_its_end_is_a_ready_service_that_stops()
    {
        using var folder = new TempFolder();
        await using var manager = new NotifySocket();
        await using var station = Programs.Station(
            ["run", "--source", SharedData.Require("soundscapes/soundscape.flac"), "--pace", "max", "--mqtt", "off", "--data", folder.Path, "--model", Models.British],
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = manager.Path });
        Assert.True(await station.ExitAsync() == 0, station.Transcript);
        await Eventually.TrueAsync(() => manager.Count("STOPPING=1") == 1, Bound, () => string.Join('\n', manager.Lines));
        Assert.Equal(1, manager.Count("READY=1"));
        // Nobody asked for signs of life.
        Assert.Equal(0, manager.Count("WATCHDOG=1"));
    }
}
