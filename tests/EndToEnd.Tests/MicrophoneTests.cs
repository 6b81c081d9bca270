using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using AvianVox.EndToEnd.Tests.Support;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests;

/// <summary>The station behind a real PortAudio device, fed by a sound server of the test's own.</summary>
public sealed partial class MicrophoneTests
{
    /// <summary>Within this a lost microphone must be reported.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(10);

    /// <summary>Length of a window of the model's front end, in seconds.</summary>
    private const double WindowSeconds = ((127 * 512) + 1024) / 22_050.0;

    /// <summary>Windows come densely, so that where they fall on the sound hardly matters: the microphone's first sample is not the file's.</summary>
    private static readonly string[] Settings =
    [
        "--model", Models.California, "--mqtt", "off", "--set", "Detector:StrideFrames=4", "--set", "Detector:Threshold=0.6",
        "--set", "Detector:ConfirmWindows=6", "--set", "Detector:OfWindows=8", "--set", "Detector:EndAfterWindows=8",
        // The null sink of the sound server is digitally silent between the songs.
        "--set", "Sources:0:SilenceSeconds=0",
    ];

    [Fact]
    public async Task It_hears_through_the_microphone_what_it_hears_in_the_file()
    {
        using var folder = new TempFolder();
        var song = folder.File("song.wav");
        Calls.Write(song);
        await using (var station = Programs.Station(["run", "--source", song, "--pace", "max", "--data", folder.File("file"), .. Settings]))
        {
            Assert.True(await station.ExitAsync() == 0, station.Transcript);
        }

        await using var sound = await PulseServer.StartAsync(forThisProcess: false);
        await using (var station = Programs.Station(["run", "--source", $"mic:{PulseServer.Device}", "--data", folder.File("microphone"), .. Settings], sound.Environment))
        {
            await station.LineAsync(line => line.EndsWith("listening", StringComparison.Ordinal));
            var clock = Stopwatch.StartNew();
            await sound.PlayAsync(song, TimeSpan.FromSeconds(60));
            station.Signal(15);
            Assert.True(await station.ExitAsync(TimeSpan.FromSeconds(10)) == 0, station.Transcript);

            // Every sample of that time, none twice; MicrophoneSourceTests shows the same of each single one.
            Assert.Contains(station.Output, line => line.EndsWith("; 0.0 s missing", StringComparison.Ordinal));
            var heard = double.Parse(HeardPattern().Match(station.Transcript).Groups[1].Value, CultureInfo.InvariantCulture);
            Assert.InRange(heard, Calls.TotalSeconds, clock.Elapsed.TotalSeconds + 1);
        }

        var file = await JournalRow.ReadAsync(folder.File("file"));
        var microphone = await JournalRow.ReadAsync(folder.File("microphone"));
        Assert.True(file.Count(IsClear) >= 3, $"only {file.Count(IsClear)} clear detections in the file");
        AssertSame(file, microphone);
        AssertSame(microphone, file);
    }

    [Fact]
    public async Task A_killed_sound_server_is_noticed_and_waited_for()
    {
        using var folder = new TempFolder();
        await using var sound = await PulseServer.StartAsync(forThisProcess: false);
        await using var station = Programs.Station(["run", "--source", $"mic:{PulseServer.Device}", "--data", folder.File("data"), .. Settings], sound.Environment);
        await station.LineAsync(line => line.EndsWith("listening", StringComparison.Ordinal));

        await sound.KillAsync();
        await station.LineAsync(line => line.Contains("is lost", StringComparison.Ordinal), Notice);
        await sound.RestartAsync();
        await Eventually.TrueAsync(
            () => station.Output.Count(line => line.EndsWith("listening", StringComparison.Ordinal)) == 2, TimeSpan.FromSeconds(60), () => station.Transcript);

        // It does not only run again: it hears.
        var song = folder.File("song.wav");
        Calls.Write(song);
        await sound.PlayAsync(song, TimeSpan.FromSeconds(60));
        station.Signal(15);
        Assert.True(await station.ExitAsync(TimeSpan.FromSeconds(10)) == 0, station.Transcript);
        Assert.Contains(await JournalRow.ReadAsync(folder.File("data")), row => Calls.Truth.Any(call => call.Species == row.Species));
        Assert.NotEmpty(await JournalRow.LogAsync(folder.File("data"), "Gap"));
    }

    /// <summary>Each clear detection of one run is in the other, from and to the same time but for one window.</summary>
    private static void AssertSame(IReadOnlyList<JournalRow> some, IReadOnlyList<JournalRow> others)
    {
        // Both runs' times are taken from their first clear detection, since the microphone listened before the song began.
        // A peak is no time to compare by: while a bird sings on, many windows are as sure as the surest.
        var (begin, otherBegin) = (some.First(IsClear).Begin, others.First(IsClear).Begin);
        bool IsSameTime(DateTimeOffset time, DateTimeOffset other) => Math.Abs(((other - otherBegin) - (time - begin)).TotalSeconds) <= WindowSeconds;
        foreach (var row in some.Where(IsClear))
        {
            Assert.True(
                others.Any(other => other.Species == row.Species && IsSameTime(row.Begin, other.Begin) && IsSameTime(row.End, other.End)),
                $"{row} is not in the other run: {string.Join("; ", others)}");
        }
    }

    /// <summary>Far enough above the threshold that a shift of the windows by part of a stride does not decide.</summary>
    private static bool IsClear(JournalRow row) => row.Confidence >= 0.9;

    [GeneratedRegex(@"mic: ([0-9.]+) s heard =")]
    private static partial Regex HeardPattern();
}
