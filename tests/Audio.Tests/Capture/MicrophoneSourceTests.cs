using System.Diagnostics;
using AvianVox.Audio.Capture;
using AvianVox.Audio.Files;
using AvianVox.Audio.Tests.Sources;
using AvianVox.TestSupport;

namespace AvianVox.Audio.Tests.Capture;

/// <summary>The microphone under the contract and beyond, with real PortAudio on a real sound server.</summary>
public class MicrophoneSourceTests : AudioSourceContract
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan NoBlock = TimeSpan.FromSeconds(2);

    protected override string MissingName => "no-such-mic";

    [Fact]
    public async Task Lost_with_its_server_it_fails_in_time_and_a_new_one_captures_again_once_the_server_is_back()
    {
        await using var server = await PulseServer.StartAsync(forThisProcess: true);
        await using (var source = New())
        {
            await source.OpenAsync(Cancellation);
            var sink = new CollectingSink();
            var run = source.RunAsync(sink, Cancellation);
            await Eventually.TrueAsync(() => sink.Count > 0, Bound, () => "no sample came");

            await server.KillAsync();
            var clock = Stopwatch.StartNew();
            var lost = await Assert.ThrowsAsync<AudioException>(() => run.WaitAsync(Bound, Cancellation));

            Assert.Contains("Microphone 'birdmic' was lost: no samples have come for 2 s", lost.Message, StringComparison.Ordinal);
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        }

        await using (var early = New())
        {
            var refused = await Assert.ThrowsAsync<AudioException>(async () => await early.OpenAsync(Cancellation));
            Assert.Contains("birdmic", refused.Message, StringComparison.Ordinal);
        }

        await server.RestartAsync();
        await using var again = New();
        await again.OpenAsync(Cancellation);
        var heard = new CollectingSink();
        using var stop = new CancellationTokenSource();
        var second = again.RunAsync(heard, stop.Token);
        await Eventually.TrueAsync(() => heard.Count > 0, Bound, () => "no sample came after the restart");
        var noise = Noise(PulseServer.Rate / 2, seed: 21);
        await PlayAsync(server, noise);
        await Eventually.TrueAsync(() => IndexOf(heard.Samples, noise) >= 0, Bound, () => "what was played after the restart was not heard");
        await stop.CancelAsync();
        await second.WaitAsync(Bound, Cancellation);
    }

    [Fact]
    public async Task A_server_that_is_stuck_is_told_and_holds_up_neither_stopping_nor_the_next_attempt()
    {
        await using var server = await PulseServer.StartAsync(forThisProcess: true);
        await using var source = New();
        await source.OpenAsync(Cancellation);
        var sink = new CollectingSink();
        var run = source.RunAsync(sink, Cancellation);
        await Eventually.TrueAsync(() => sink.Count > 0, Bound, () => "no sample came");

        server.Freeze();
        await Assert.ThrowsAsync<AudioException>(() => run.WaitAsync(Bound, Cancellation));
        await source.DisposeAsync().AsTask().WaitAsync(Bound, Cancellation);
        var next = new MicrophoneSource(new MicrophoneOptions { Device = PulseServer.Device, FirstBlockTimeout = NoBlock }, TimeProvider.System);
        await using (next)
        {
            await Assert.ThrowsAsync<AudioException>(() => next.OpenAsync(Cancellation).AsTask().WaitAsync(Bound, Cancellation));
        }

        server.Thaw();
        await using var after = New();
        await after.OpenAsync(Cancellation);
    }

    [Fact]
    public async Task Two_microphones_run_side_by_side_and_closing_one_leaves_the_other()
    {
        await using var server = await PulseServer.StartAsync(forThisProcess: true);
        await using var first = New();
        await using var second = New();
        await first.OpenAsync(Cancellation);
        await second.OpenAsync(Cancellation);
        using var stop = new CancellationTokenSource();
        var sink = new CollectingSink();
        var run = second.RunAsync(sink, stop.Token);
        await first.DisposeAsync();
        await Eventually.TrueAsync(() => sink.Count > 0, Bound, () => "no sample came");
        var noise = Noise(PulseServer.Rate / 4, seed: 22);
        await PlayAsync(server, noise);
        await Eventually.TrueAsync(() => IndexOf(sink.Samples, noise) >= 0, Bound, () => "the other one stopped hearing");
        await stop.CancelAsync();
        await run.WaitAsync(Bound, Cancellation);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task By_its_name_in_ALSA_a_microphone_opens_beside_another_and_gives_the_channel_wanted(int channel)
    {
        await using var server = await PulseServer.StartAsync(forThisProcess: true);
        await using var first = New();
        await first.OpenAsync(Cancellation);
        await using var source = new MicrophoneSource(new MicrophoneOptions { Device = $"alsa:{PulseServer.Device}", Channel = channel }, TimeProvider.System);
        var format = await source.OpenAsync(Cancellation);
        Assert.Contains($"birdmic: 48,000 Hz, channel {channel}", format.Description, StringComparison.Ordinal);
        using var stop = new CancellationTokenSource();
        var sink = new CollectingSink();
        var run = source.RunAsync(sink, stop.Token);
        await Eventually.TrueAsync(() => sink.Count > 0, Bound, () => "no sample came");
        var noise = Noise(PulseServer.Rate / 4, seed: 23);
        await PlayAsync(server, noise);
        await Eventually.TrueAsync(() => IndexOf(sink.Samples, noise) >= 0, Bound, () => "what was played was not heard on that channel");
        await stop.CancelAsync();
        await run.WaitAsync(Bound, Cancellation);
    }

    [Fact]
    public async Task Devices_are_listed_with_stable_ids()
    {
        await using var server = await PulseServer.StartAsync(forThisProcess: true);

        var device = Assert.Single(AudioDevices.List(), device => device.Name == PulseServer.Device);

        Assert.Equal("ALSA", device.HostApi);
        Assert.Equal("ALSA:birdmic", device.Id);
        Assert.True(device.MaxInputChannels > 0);
    }

    internal override async Task<SourceUnderTest> CreateAsync()
    {
        var server = await PulseServer.StartAsync(forThisProcess: true);
        var noise = Noise(2 * PulseServer.Rate, seed: 20);
        return new SourceUnderTest(
            New(),
            PulseServer.Rate,
            noise,
            Play: () => PlayAsync(server, noise),
            EndsByItself: false,
            Break: server.KillAsync,
            Clean: server.DisposeAsync);
    }

    internal override async Task<SourceUnderTest> CreateMissingAsync()
    {
        var server = await PulseServer.StartAsync(forThisProcess: true);
        return SourceUnderTest.Missing(new MicrophoneSource(new MicrophoneOptions { Device = MissingName }, TimeProvider.System), server.DisposeAsync);
    }

    private static MicrophoneSource New() => new(new MicrophoneOptions { Device = PulseServer.Device, NoBlockTimeout = NoBlock }, TimeProvider.System);

    private static async Task PlayAsync(PulseServer server, float[] samples)
    {
        using var folder = new TempFolder();
        var path = folder.File("played.wav");
        using (var writer = new WavWriter(path, PulseServer.Rate))
        {
            writer.Write(samples);
        }

        await server.PlayAsync(path);
    }
}
