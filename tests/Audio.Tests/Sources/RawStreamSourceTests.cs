using System.IO.Pipelines;
using System.Runtime.InteropServices;
using AvianVox.Audio.Sources;

namespace AvianVox.Audio.Tests.Sources;

public class RawStreamSourceTests : AudioSourceContract
{
    private const int Rate = 22_050;

    protected override string MissingName => "standard input";

    [Theory]
    [InlineData(RawSampleFormat.S16)]
    [InlineData(RawSampleFormat.F32)]
    public async Task Samples_split_between_reads_come_whole_and_half_a_sample_at_the_end_is_left_out(RawSampleFormat format)
    {
        var noise = Noise(5_000, seed: 9);
        byte[] bytes = [.. Bytes(noise, format), 1];
        await using var source = new RawStreamSource(new DribblingStream(bytes), "raw", Rate, format);
        await source.OpenAsync(Cancellation);
        var sink = new CollectingSink();

        await source.RunAsync(sink, Cancellation);

        Assert.Equal(noise, sink.Samples);
    }

    [Fact]
    public async Task A_read_that_never_returns_does_not_hold_up_stopping()
    {
        var pipe = new Pipe();
        await using var source = new RawStreamSource(new DeafStream(pipe.Reader.AsStream()), "raw", Rate, RawSampleFormat.S16);
        await source.OpenAsync(Cancellation);
        using var stop = new CancellationTokenSource();
        var run = source.RunAsync(new CollectingSink(), stop.Token);

        await stop.CancelAsync();

        await run.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        await pipe.Writer.CompleteAsync();
    }

    internal override Task<SourceUnderTest> CreateAsync()
    {
        var noise = Noise((2 * Rate) + 3, seed: 4);
        var stream = new DribblingStream(Bytes(noise, RawSampleFormat.S16));
        return Task.FromResult(new SourceUnderTest(
            new RawStreamSource(stream, "standard input", Rate, RawSampleFormat.S16),
            Rate,
            noise,
            Play: () => Task.CompletedTask,
            EndsByItself: true,
            Break: () =>
            {
                stream.BreakOff();
                return Task.CompletedTask;
            },
            stream.DisposeAsync));
    }

    internal override Task<SourceUnderTest> CreateMissingAsync()
    {
        var closed = new MemoryStream();
        closed.Dispose();
        return Task.FromResult(SourceUnderTest.Missing(new RawStreamSource(closed, MissingName, Rate, RawSampleFormat.S16), () => ValueTask.CompletedTask));
    }

    private static byte[] Bytes(float[] samples, RawSampleFormat format) => format == RawSampleFormat.S16
        ? MemoryMarshal.AsBytes<short>([.. samples.Select(sample => (short)(sample * 32_768f))]).ToArray()
        : MemoryMarshal.AsBytes(samples.AsSpan()).ToArray();
}
