using AvianVox.EndToEnd.Tests.Support;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests;

/// <summary>A real soundscape through the whole station to a real broker.</summary>
public sealed class RecordingTests(Models models) : IClassFixture<Models>
{
    [Theory]
    [InlineData("study")]
    [InlineData("british")]
    public async Task The_broker_gets_each_detection_of_the_journal_once_and_in_order(string model)
    {
        var recording = SharedData.Require("soundscapes/soundscape.flac");
        using var folder = new TempFolder();
        await using var broker = await MosquittoServer.StartAsync();
        await using var subscriber = await Subscriber.StartAsync(broker);

        await using var station = Programs.Station(
            [
                "run", "--source", recording, "--pace", "max", "--model", model == "study" ? await models.StudyAsync() : Models.British,
                "--data", folder.Path, "--mqtt", $"mqtt://127.0.0.1:{broker.Port}", "--set", "Detector:Threshold=0.1",
            ]);
        Assert.True(await station.ExitAsync() == 0, station.Transcript);

        Assert.NotEmpty(await JournalRow.ReadAsync(folder.Path));
        await Eventually.TrueAsync(() => subscriber.Messages.Any(m => m.Payload == "offline"), TimeSpan.FromSeconds(20), () => station.Transcript);
        Assert.Equal(await JournalRow.LogAsync(folder.Path, "Detection"), subscriber.Ids("detection"));
        Assert.Equal(await JournalRow.LogAsync(folder.Path, "Event"), subscriber.Ids("event"));
        Assert.Equal((await JournalRow.ReadAsync(folder.Path)).Select(row => row.Id).Order(), subscriber.Ids("event").Order());
    }

    [Fact]
    public async Task A_detection_peaks_where_its_bird_calls()
    {
        // One stride of the default settings.
        const double Stride = 32 * 512 / 22_050.0;
        using var folder = new TempFolder();
        // A recording's name tells when it begins.
        var song = folder.File("20240501_043000.wav");
        Calls.Write(song);

        await using var station = Programs.Station(["run", "--source", song, "--pace", "max", "--model", Models.California, "--data", folder.File("data"), "--mqtt", "off"]);
        Assert.True(await station.ExitAsync() == 0, station.Transcript);

        var start = new DateTimeOffset(2024, 5, 1, 4, 30, 0, TimeSpan.Zero);
        var journal = await JournalRow.ReadAsync(folder.File("data"));
        foreach (var (species, begin) in Calls.Truth)
        {
            var peaks = journal.Where(row => row.Species == species).Select(row => (row.Peak - start).TotalSeconds).ToList();
            Assert.True(
                peaks.Any(peak => peak >= begin - Stride && peak <= begin + Calls.Length + Stride),
                $"{species} calls at {begin} s; its detections peak at: {string.Join(", ", peaks)}");
        }
    }
}
