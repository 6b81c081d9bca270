using AvianVox.Audio.Files;
using AvianVox.Audio.Times;
using AvianVox.Audio.Sources;
using AvianVox.Station.Clips;
using AvianVox.StationSupport;
using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Clips;

/// <summary>From a detection to a file that a person plays.</summary>
public sealed class ClipKeeperTests
{
    private const int Rate = ClipBench.Rate;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(ClipFormat.Flac)]
    [InlineData(ClipFormat.Wav)]
    public async Task A_clip_begins_its_pre_roll_before_the_detection_and_ends_its_post_roll_behind_it_to_the_sample(ClipFormat format)
    {
        await using var bench = new ClipBench(options => options.Format = format);
        await bench.StartAsync();
        bench.Hear(8);
        var detection = bench.Confirm(5.125);
        bench.Hear(1);
        bench.End(detection, 7.5);
        bench.Hear(3);

        var told = await bench.EventAsync(detection);

        Assert.NotNull(told.Clip);
        Assert.Equal([(detection.Id, told.Clip)], bench.Journal.Clips);
        // Two seconds before 5.125 to one behind 7.5.
        var (begin, end) = ((long)(3.125 * Rate), (long)(8.5 * Rate));
        Assert.Equal(Expected(begin, end), bench.Read(told.Clip));
        Assert.Equal($"2024-05-04/20240504T043003Z_mic_common-cuckoo_0.91.{format.ToString().ToLowerInvariant()}", told.Clip);
        Assert.Equal([Path.ChangeExtension(told.Clip, ".png"), told.Clip], bench.Files().OrderByDescending(file => file.EndsWith(".png", StringComparison.Ordinal)));
        // Read as a recording, it knows when it was made, to the sample.
        using var reader = AudioFile.Open(Path.Combine(bench.Folder, told.Clip));
        Assert.Equal(Samples.Dawn.AddSeconds(3.125), RecordingStart.Choose([.. reader.Times, FileNameTime.Read(told.Clip)!], TimeZoneInfo.Utc).Time);
    }

    [Fact]
    public async Task Vorbis_is_as_long_and_smaller()
    {
        await using var bench = new ClipBench(options => (options.Format, options.Spectrogram) = (ClipFormat.Ogg, false));
        await bench.StartAsync();
        bench.Hear(8);
        var detection = bench.Confirm(5);
        bench.End(detection, 6);
        var told = await bench.EventAsync(detection);
        Assert.Equal([told.Clip!], bench.Files());
        Assert.Equal(4 * Rate, bench.Read(told.Clip!).Length);
    }

    [Fact]
    public async Task A_clip_at_the_begin_of_a_source_begins_with_it()
    {
        await using var bench = new ClipBench();
        await bench.StartAsync();
        bench.Hear(3);
        var detection = bench.Confirm(0.5);
        bench.End(detection, 1.5);
        var told = await bench.EventAsync(detection);
        Assert.Equal(Expected(0, (long)(2.5 * Rate)), bench.Read(told.Clip!));
    }

    [Fact]
    public async Task Detections_that_overlap_have_a_clip_each_of_the_same_samples()
    {
        await using var bench = new ClipBench();
        await bench.StartAsync();
        bench.Hear(6);
        var cuckoo = bench.Confirm(4);
        var wren = bench.Confirm(4.5, 0.7, "eurasian-wren");
        bench.Hear(2);
        bench.End(cuckoo, 6);
        bench.End(wren, 6.5, 0.8);
        bench.Hear(1);
        var (first, second) = (await bench.EventAsync(cuckoo), await bench.EventAsync(wren));
        Assert.Equal(Expected(2 * Rate, 7 * Rate), bench.Read(first.Clip!));
        Assert.Equal(Expected((long)(2.5 * Rate), (long)(7.5 * Rate)), bench.Read(second.Clip!));
        Assert.EndsWith("_eurasian-wren_0.80.flac", second.Clip, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_detection_has_a_clip_of_the_greatest_length_before_it_ends()
    {
        await using var bench = new ClipBench();
        await bench.StartAsync();
        bench.Hear(6);
        var detection = bench.Confirm(4);
        bench.Hear(7);
        await Eventually.TrueAsync(() => bench.Journal.Clips.Count == 1, Bound, () => bench.Log.ToString());
        bench.Hear(13);
        bench.End(detection, 25, 0.99);
        var told = await bench.EventAsync(detection);
        Assert.Equal((bench.Journal.Clips[0].Path, 0.99), (told.Clip, told.Confidence));
        Assert.Equal(Expected(2 * Rate, 12 * Rate), bench.Read(told.Clip!));
    }

    [Fact]
    public async Task A_gap_is_silence_in_its_place_and_told_in_the_metadata()
    {
        await using var bench = new ClipBench(options => options.Format = ClipFormat.Wav);
        await bench.StartAsync();
        bench.Hear(4);
        bench.Miss(0.5, GapCause.Overflow);
        bench.Hear(3.5);
        var detection = bench.Confirm(5);
        bench.End(detection, 6);
        var told = await bench.EventAsync(detection);
        var expected = Expected(3 * Rate, 7 * Rate);
        expected.AsSpan(Rate, Rate / 2).Clear();
        Assert.Equal(expected, bench.Read(told.Clip!));
        var text = System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Path.Combine(bench.Folder, told.Clip!), TestContext.Current.CancellationToken));
        Assert.Contains("silence_for_gaps=1.000-1.500 s", text, StringComparison.Ordinal);
        Assert.Contains("place=52.5,13.4; species=Cuculus canorus; common_name=Common Cuckoo; code=common-cuckoo; confidence=0.91; begin=2024-05-04T04:30:05.000Z", text, StringComparison.Ordinal);
        Assert.Contains("Common Cuckoo (Cuculus canorus) 0.91", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GapCause.DeviceLost, 0.001)]
    [InlineData(GapCause.Overrun, 100_000)]
    public async Task A_clip_ends_where_its_device_is_lost_and_no_gap_is_too_long_for_it(GapCause cause, double seconds)
    {
        await using var bench = new ClipBench();
        await bench.StartAsync();
        bench.Hear(6);
        var detection = bench.Confirm(4.5);
        bench.Miss(seconds, cause);
        bench.End(detection, 5.75);
        var told = await bench.EventAsync(detection);
        Assert.Equal(Expected((long)(2.5 * Rate), 6 * Rate), bench.Read(told.Clip!));
    }

    [Fact]
    public async Task The_end_of_a_source_ends_its_clips()
    {
        await using var bench = new ClipBench();
        await bench.StartAsync();
        bench.Hear(6);
        var detection = bench.Confirm(4.5);
        bench.Source.Complete();
        bench.End(detection, 5.75);
        var told = await bench.EventAsync(detection);
        Assert.Equal(Expected((long)(2.5 * Rate), 6 * Rate), bench.Read(told.Clip!));
    }

    [Fact]
    public async Task A_voice_leaves_no_clip_whether_it_is_noticed_before_or_after()
    {
        await using var bench = new ClipBench();
        await bench.StartAsync();
        bench.Hear(8);
        var written = bench.Confirm(3);
        bench.End(written, 4);
        Assert.NotNull((await bench.EventAsync(written)).Clip);

        // Noticed in what is written, in what goes on, and in what is still to come.
        var open = bench.Confirm(7);
        bench.Keeper.Blank("mic", (long)(4.9 * Rate), (long)(8.5 * Rate));
        bench.Hear(4);
        bench.End(open, 8);
        var after = bench.Confirm(10.6);
        bench.End(after, 10.9);
        bench.Hear(2);

        Assert.Null((await bench.EventAsync(open)).Clip);
        var kept = await bench.EventAsync(after);
        Assert.Equal(Expected((long)(8.6 * Rate), (long)(11.9 * Rate)), bench.Read(kept.Clip!));
        await Eventually.TrueAsync(() => bench.Keeper.Snapshot().Blanked == 2, Bound, () => bench.Log.ToString());
        Assert.Single(bench.Journal.Forgotten);
        Assert.Equal([Path.ChangeExtension(kept.Clip!, ".flac"), Path.ChangeExtension(kept.Clip!, ".png")], bench.Files());
    }

    [Fact]
    public async Task Two_clips_of_one_name_are_two_files()
    {
        await using var bench = new ClipBench(options => options.Spectrogram = false);
        await bench.StartAsync();
        bench.Hear(8);
        foreach (var begin in new[] { 5.1, 5.2 })
        {
            var detection = bench.Confirm(begin);
            bench.End(detection, 6);
            await bench.EventAsync(detection);
        }

        Assert.Equal(["2024-05-04/20240504T043003Z_mic_common-cuckoo_0.91-2.flac", "2024-05-04/20240504T043003Z_mic_common-cuckoo_0.91.flac"], bench.Files());
    }

    [Fact]
    public async Task A_folder_that_takes_nothing_costs_the_clip_and_not_the_event()
    {
        using var folder = new TempFolder();
        var file = folder.File("clips");
        await File.WriteAllTextAsync(file, "no folder", TestContext.Current.CancellationToken);
        await using var bench = new ClipBench(folder: file);
        await bench.StartAsync();
        bench.Hear(8);
        var detection = bench.Confirm(5);
        bench.End(detection, 6);
        Assert.Null((await bench.EventAsync(detection)).Clip);
        var health = bench.Health.Snapshot().Clips!;
        Assert.Equal((true, 1L), (health.IsStopped, health.Lost));
        Assert.NotNull(health.Fault);
    }

    private static float[] Expected(long begin, long end)
    {
        var samples = new float[end - begin];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = ClipBench.Sample(begin + i);
        }

        return samples;
    }
}
