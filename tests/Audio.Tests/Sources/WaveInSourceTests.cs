using System.Runtime.InteropServices;
using AvianVox.Audio.Sources;
using Microsoft.Extensions.Time.Testing;
using NAudio.Wave;

namespace AvianVox.Audio.Tests.Sources;

/// <summary>A capture device of NAudio under the contract of all sources.</summary>
public sealed class WaveInSourceTests : AudioSourceContract
{
    private const int Rate = 48_000;

    protected override string MissingName => "microphone 'gone'";

    [Theory]
    [InlineData(0, new[] { 0.25f, -0.5f })]
    [InlineData(1, new[] { 0.5f, -0.5f })]
    [InlineData(2, new[] { 0f, -0.5f })]
    public async Task Channels_are_mixed_or_one_is_taken(int channel, float[] expected)
    {
        var device = new FakeWaveIn(WaveFormat.CreateIeeeFloatWaveFormat(Rate, 2));
        await using var source = new WaveInSource(new WaveInOptions { Name = "two", Create = () => device, Channel = channel }, TimeProvider.System);
        await source.OpenAsync(Cancellation);
        var sink = new CollectingSink();
        device.Play([.. MemoryMarshal.AsBytes<float>([0.5f, 0, -0.5f, -0.5f])]);
        using var stop = new CancellationTokenSource();
        var run = source.RunAsync(sink, stop.Token);
        await TestSupport.Eventually.TrueAsync(() => sink.Count >= 2, TimeSpan.FromSeconds(20), () => "no sample came");
        await stop.CancelAsync();
        await run;
        Assert.Equal(expected, sink.Samples[..2]);
    }

    [Fact]
    public async Task A_device_that_falls_silent_is_lost_in_time()
    {
        var time = new FakeTimeProvider();
        var device = new FakeWaveIn(new WaveFormat(Rate, 16, 1));
        await using var source = new WaveInSource(new WaveInOptions { Name = "mute", Create = () => device }, time);
        await source.OpenAsync(Cancellation);
        var sink = new CollectingSink();
        var run = source.RunAsync(sink, Cancellation);
        await TestSupport.Eventually.TrueAsync(() => sink.Count > 0, TimeSpan.FromSeconds(20), () => "no sample came");
        device.StopRecording();
        await TestSupport.Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return run.IsCompleted;
            },
            TimeSpan.FromSeconds(20),
            () => "the loss is not noticed");
        var lost = await Assert.ThrowsAsync<AudioException>(() => run);
        Assert.Contains("no samples have come for 3 s", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_kind_that_is_not_known_it_is_refused()
    {
        await using var source = new WaveInSource(
            new WaveInOptions { Name = "odd", Create = () => new FakeWaveIn(WaveFormat.CreateALawFormat(8_000, 1)) }, TimeProvider.System);
        var refused = await Assert.ThrowsAsync<AudioException>(async () => await source.OpenAsync(Cancellation));
        Assert.StartsWith("odd gives samples of a kind", refused.Message, StringComparison.Ordinal);
    }

    internal override Task<SourceUnderTest> CreateAsync()
    {
        var device = new FakeWaveIn(new WaveFormat(Rate, 16, 1));
        var noise = Noise(Rate / 5, seed: 7);
        return Task.FromResult(new SourceUnderTest(
            new WaveInSource(new WaveInOptions { Name = "fake", Create = () => device }, TimeProvider.System),
            Rate,
            noise,
            Play: () =>
            {
                short[] samples = [.. noise.Select(sample => (short)(sample * 32_768))];
                device.Play([.. MemoryMarshal.AsBytes<short>(samples)]);
                return Task.CompletedTask;
            },
            EndsByItself: false,
            Break: () =>
            {
                device.Break(new InvalidOperationException("it was unplugged"));
                return Task.CompletedTask;
            },
            Clean: () => ValueTask.CompletedTask));
    }

    internal override Task<SourceUnderTest> CreateMissingAsync() => Task.FromResult(SourceUnderTest.Missing(
        new WaveInSource(new WaveInOptions { Name = MissingName, Create = () => throw new InvalidOperationException("no such device") }, TimeProvider.System),
        () => ValueTask.CompletedTask));
}
