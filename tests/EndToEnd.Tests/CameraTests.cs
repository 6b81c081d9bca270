using System.Globalization;
using System.Text.Json;
using AvianVox.EndToEnd.Tests.Support;
using AvianVox.TestSupport;
using Microsoft.Data.Sqlite;

namespace AvianVox.EndToEnd.Tests;

/// <summary>
/// A camera's program behind a live microphone. The time from the end of the window that confirms to the start of the program is
/// told, not judged: it is the machine's. AVIANVOX_CAMERA_SECONDS sets the seconds of sound; for figures that say something, 110.
/// </summary>
public sealed class CameraTests
{
    /// <summary>What a real program does first of all: tells whom it was started for, and when.</summary>
    private const string Program = "echo $AVIANVOX_ID $EPOCHREALTIME > $AVIANVOX_PATH";

    /// <summary>The bird that triggered it may be gone by then.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(10);

    private static readonly double Seconds =
        double.Parse(Environment.GetEnvironmentVariable("AVIANVOX_CAMERA_SECONDS") ?? "10", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_program_is_started_for_what_the_microphone_hears_and_its_picture_joins_the_event()
    {
        using var folder = new TempFolder();
        var sound = folder.File("sound.wav");
        var collage = new Collage(Seconds);
        collage.Add(SharedData.Require("soundscapes/soundscape.flac"), at: 0, atMost: Seconds);
        collage.Write(sound);
        await using var server = await PulseServer.StartAsync(forThisProcess: false);
        await using var station = Programs.Station(
            [
                "run", "--source", $"mic:{PulseServer.Device}", "--data", folder.Path, "--model", Models.British, "--mqtt", "off",
                "--set", "Sources:0:SilenceSeconds=0", "--set", "Detector:Threshold=0.02", "--set", "Detector:ConfirmWindows=1",
                "--set", "Detector:OfWindows=1", "--set", "Detector:EndAfterWindows=1", "--set", "Detector:MaxSeconds=5",
                // One trigger a window at most.
                "--set", "Cameras:0:CoolDownSeconds=0.5", "--set", "Cameras:0:MostPerHour=3600", "--set", "Cameras:0:AtOnce=4",
                "--set", "Cameras:0:Confidence=0", "--set", "Cameras:0:Extension=txt",
                "--set", "Cameras:0:Command:0=bash", "--set", "Cameras:0:Command:1=-c", "--set", $"Cameras:0:Command:2={Program}",
            ],
            server.Environment);
        await station.LineAsync(line => line.EndsWith("listening", StringComparison.Ordinal));
        await server.PlayAsync(sound, TimeSpan.FromSeconds(Seconds + 30));
        station.Signal(15);
        Assert.True(await station.ExitAsync(TimeSpan.FromSeconds(15)) == 0, station.Transcript);

        var windows = await EntriesAsync(folder.Path, "Detection");
        var events = await EntriesAsync(folder.Path, "Event");
        var starts = Directory.GetFiles(folder.File("pictures"), "*.txt", SearchOption.AllDirectories).Select(Start.Read).ToList();
        Assert.NotEmpty(starts);
        var late = new List<double>();
        foreach (var start in starts)
        {
            late.Add((start.At - windows[start.Id].GetProperty("end").GetDateTimeOffset()).TotalMilliseconds);
            Assert.Equal(start.Picture(folder.File("pictures")), events[start.Id].GetProperty("picture").GetString());
        }

        late.Sort();
        TestContext.Current.SendDiagnosticMessage(string.Create(
            CultureInfo.InvariantCulture,
            $"{late.Count} programs, from the end of the window to their start: {late[0]:0} to {late[^1]:0} ms, median {late[late.Count / 2]:0} ms, 95 of 100 within {late[late.Count * 95 / 100]:0} ms"));
        Assert.All(late, milliseconds => Assert.InRange(milliseconds, -1_000, Late.TotalMilliseconds));
    }

    /// <summary>Entries of the journal's log by id; the end of a detection at its confirmation is that of the window that confirmed it.</summary>
    private static async Task<Dictionary<string, JsonElement>> EntriesAsync(string data, string kind)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "journal.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, payload FROM log WHERE kind = $kind";
        command.Parameters.AddWithValue("$kind", kind);
        await using var rows = await command.ExecuteReaderAsync();
        var entries = new Dictionary<string, JsonElement>();
        while (await rows.ReadAsync())
        {
            entries.Add(rows.GetString(0), JsonDocument.Parse(rows.GetString(1)).RootElement);
        }

        return entries;
    }

    /// <summary>What one program told.</summary>
    private sealed record Start(string Path, string Id, DateTimeOffset At)
    {
        public static Start Read(string path)
        {
            var told = File.ReadAllText(path).Split(' ', StringSplitOptions.TrimEntries);
            return new Start(path, told[0], DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(told[1], CultureInfo.InvariantCulture)));
        }

        public string Picture(string folder) => System.IO.Path.GetRelativePath(folder, Path);
    }
}
