using System.Globalization;
using AvianVox.Audio.Files;
using AvianVox.Audio.Sources;
using AvianVox.TestSupport;

namespace AvianVox.Audio.Tests.Sources;

public sealed class RecordingSourceTests : IDisposable
{
    private const int Rate = 8_000;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Real_pace_gives_each_block_when_its_last_sample_has_sounded()
    {
        var time = new TimerCountingTime();
        await using var source = new RecordingSource(new RecordingOptions { Path = Write("a.wav", new float[Rate]), Pace = RecordingPace.Real }, time);
        await source.OpenAsync(Cancellation);
        var sink = new CollectingSink();
        var run = source.RunAsync(sink, Cancellation);

        for (var twentieth = 1; twentieth <= 20; twentieth++)
        {
            var second = twentieth / 20.0;
            var due = (int)Math.Round(second * Rate);
            // Only once it waits: a clock that moved between its look and its wait would leave it waiting too long.
            await Eventually.TrueAsync(() => time.Timers == twentieth, Bound, () => $"{time.Timers} timers before {second:0.00} s");
            Assert.True(sink.Count <= due - (Rate / 20), $"{sink.Count} samples before {second:0.00} s");

            time.Advance(TimeSpan.FromSeconds(0.05));
            await Eventually.TrueAsync(() => sink.Count >= due, Bound, () => $"{sink.Count} samples at {second:0.00} s");
            Assert.Equal(due, sink.Count);
        }

        await run.WaitAsync(Bound, Cancellation);
    }

    [Fact]
    public async Task Max_pace_waits_for_a_slow_reader_and_loses_nothing()
    {
        var samples = AudioSourceContract.Noise(Rate * 3, seed: 5);
        await using var source = new RecordingSource(new RecordingOptions { Path = Write("b.wav", samples) }, TimeProvider.System);
        await source.OpenAsync(Cancellation);
        using var feed = new SampleFeed(Rate / 5, TimeProvider.System);
        using var reader = feed.CreateReader();
        var run = RunAndCompleteAsync();
        var read = new List<float>();
        var block = new float[333];
        while (await reader.WaitForSamplesAsync(Cancellation))
        {
            var part = reader.Read(block);
            Assert.Equal(0, part.Skipped);
            read.AddRange(block.AsSpan(0, part.Count));
        }

        await run;
        Assert.Equal(samples, read);

        async Task RunAndCompleteAsync()
        {
            await source.RunAsync(feed, Cancellation);
            feed.Complete();
        }
    }

    [Theory]
    [InlineData("20240115_053000.wav", null, "2024-01-15T05:30:00Z")]
    [InlineData("20240115_053000.wav", "2020-02-02T02:02:02+02:00", "2020-02-02T02:02:02+02:00")]
    [InlineData("garden.wav", null, null)]
    public async Task Start_time_is_the_one_given_or_else_the_name_s(string name, string? given, string? expected)
    {
        await using var source = new RecordingSource(new RecordingOptions { Path = Write(name, [0.5f]), StartTime = Parse(given) }, TimeProvider.System);

        var format = await source.OpenAsync(Cancellation);

        Assert.Equal(Parse(expected), format.StartTime);
    }

    [Fact]
    public async Task Header_s_time_goes_before_the_name_s()
    {
        var path = SharedData.Require("decoders/audiomoth_guano.WAV");
        var copy = _folder.File("20000101_000000.WAV");
        File.Copy(path, copy);
        await using var source = new RecordingSource(new RecordingOptions { Path = copy }, TimeProvider.System);

        var format = await source.OpenAsync(Cancellation);

        Assert.Equal(Parse("2024-09-03T19:31:30+01:00"), format.StartTime);
    }

    [Fact]
    public async Task Stereo_is_mixed_by_its_mean()
    {
        var path = _folder.File("stereo.wav");
        using (var writer = new WavWriter(path, Rate, channels: 2, isFloat: true))
        {
            writer.Write([1, 0, -0.5f, 0.25f]);
        }

        await using var source = new RecordingSource(new RecordingOptions { Path = path }, TimeProvider.System);
        var format = await source.OpenAsync(Cancellation);
        var sink = new CollectingSink();
        await source.RunAsync(sink, Cancellation);

        Assert.Equal([0.5f, -0.125f], sink.Samples);
        Assert.Equal("stereo.wav: WAV, 32-bit float, 8,000 Hz, stereo", format.Description);
    }

    private static DateTimeOffset? Parse(string? time) => time is null ? null : DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

    private string Write(string name, float[] samples)
    {
        var path = _folder.File(name);
        using var writer = new WavWriter(path, Rate, isFloat: true);
        writer.Write(samples);
        return path;
    }
}
