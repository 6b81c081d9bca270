using AvianVox.Audio.Sources;
using AvianVox.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Demo.Tests;

public class DawnChorusSourceTests
{
    [Fact]
    public async Task It_delivers_its_samples_at_the_pace_of_real_time()
    {
        var time = new FakeTimeProvider();
        var sink = new Recorder();
        await using var source = new DawnChorusSource(new DawnChorus(2), DawnChorus.SampleRate + 7, RecordingPace.Real, time);
        var format = await source.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(DawnChorus.SampleRate, format.SampleRate);
        Assert.Equal(DawnChorus.SampleRate + 7, format.Length);
        Assert.Equal(time.GetUtcNow(), format.StartTime);

        var run = source.RunAsync(sink, TestContext.Current.CancellationToken);
        Assert.Equal(0, sink.Position);
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < TimeSpan.FromSeconds(1.1))
        {
            // A millisecond early at most: delays are whole milliseconds.
            var position = sink.Position;
            Assert.InRange(position, 0, (0.001 + time.GetElapsedTime(start).TotalSeconds) * DawnChorus.SampleRate);
            time.Advance(TimeSpan.FromMilliseconds(10));
        }

        await run.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        var expected = new float[DawnChorus.SampleRate + 7];
        new DawnChorus(2).Read(0, expected);
        Assert.Equal(expected, sink.Samples);
    }

    [Fact]
    public async Task Without_pace_it_waits_for_its_reader_alone()
    {
        var sink = new Recorder();
        await using var source = new DawnChorusSource(new DawnChorus(2), 2 * DawnChorus.SampleRate, RecordingPace.Max, new FakeTimeProvider());
        await source.OpenAsync(TestContext.Current.CancellationToken);

        await source.RunAsync(sink, TestContext.Current.CancellationToken);

        Assert.Equal(2 * DawnChorus.SampleRate, sink.Position);
    }

    [Fact]
    public async Task Cancelled_it_returns_and_writes_no_more()
    {
        var time = new FakeTimeProvider();
        var sink = new Recorder();
        await using var source = new DawnChorusSource(new DawnChorus(2), null, RecordingPace.Real, time);
        await source.OpenAsync(TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();

        var run = source.RunAsync(sink, stop.Token);
        time.Advance(TimeSpan.FromMilliseconds(60));
        await Eventually.TrueAsync(() => sink.Position > 0, TimeSpan.FromSeconds(10), () => "no sample came");
        await stop.CancelAsync();
        await run;

        var written = sink.Position;
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(written, sink.Position);
    }

    /// <summary>Keeps what it is given.</summary>
    private sealed class Recorder : ISampleSink
    {
        public List<float> Samples { get; } = [];

        public long Position => Samples.Count;

        public void Write(ReadOnlySpan<float> samples) => Samples.AddRange(samples);

        public void WriteGap(long samples, GapCause cause) => throw new InvalidOperationException("A made soundscape has no gaps.");

        public ValueTask WaitForSpaceAsync(int samples, CancellationToken cancellation) => ValueTask.CompletedTask;
    }
}
