using System.Diagnostics;
using AvianVox.Audio.Streams;
using AvianVox.Audio.Tests.Sources;
using AvianVox.TestSupport;

namespace AvianVox.Audio.Tests.Streams;

/// <summary>Streams under the contract and beyond, with a real ffmpeg on a real web server.</summary>
public sealed class StreamSourceTests : AudioSourceContract
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    protected override string MissingName => "http://127.0.0.1:9/nothing";

    [Fact]
    public async Task A_server_that_sends_no_more_is_noticed_in_time_though_the_connection_stands()
    {
        await using var server = new StreamServer();
        await using var source = New(server.Url);
        await source.OpenAsync(Cancellation);
        var sink = new CollectingSink();
        var run = source.RunAsync(sink, Cancellation);
        await Eventually.TrueAsync(() => sink.Count > StreamServer.Rate / 2, Bound, () => "no sound came");
        server.HoldStill();
        var clock = Stopwatch.StartNew();
        var fault = await Assert.ThrowsAsync<AudioException>(() => run.WaitAsync(Bound, Cancellation));
        Assert.Contains("none have come for 2 s", fault.Message, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public async Task An_ffmpeg_that_is_killed_is_a_fault_and_a_new_source_goes_on()
    {
        await using var server = new StreamServer();
        using var folder = new TempFolder();
        var program = Script(folder, $"echo $$ > {folder.File("pid")}\nexec ffmpeg \"$@\"");
        await using var source = new StreamSource(new StreamOptions { Url = server.Url, Program = program }, TimeProvider.System);
        await source.OpenAsync(Cancellation);
        var run = source.RunAsync(new CollectingSink(), Cancellation);
        using (var ffmpeg = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(folder.File("pid"), Cancellation), System.Globalization.CultureInfo.InvariantCulture)))
        {
            ffmpeg.Kill();
        }

        var fault = await Assert.ThrowsAsync<AudioException>(() => run.WaitAsync(Bound, Cancellation));
        Assert.Contains("broke off", fault.Message, StringComparison.Ordinal);
        await using var again = New(server.Url);
        await again.OpenAsync(Cancellation);
    }

    [Fact]
    public async Task Disposed_it_leaves_no_process_behind()
    {
        await using var server = new StreamServer();
        using var folder = new TempFolder();
        var program = Script(folder, $"echo $$ > {folder.File("pid")}\nexec ffmpeg \"$@\"");
        var source = new StreamSource(new StreamOptions { Url = server.Url, Program = program }, TimeProvider.System);
        await source.OpenAsync(Cancellation);
        var pid = int.Parse(await File.ReadAllTextAsync(folder.File("pid"), Cancellation), System.Globalization.CultureInfo.InvariantCulture);
        await source.DisposeAsync();
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(pid));
    }

    [Fact]
    public async Task A_password_opens_the_stream_and_is_told_nowhere()
    {
        await using var server = new StreamServer(password: "s3cr3t");
        await using (var source = New(server.UrlWithPassword))
        {
            var format = await source.OpenAsync(Cancellation);
            Assert.DoesNotContain("s3cr3t", format.Description, StringComparison.Ordinal);
            Assert.Contains("***@127.0.0.1", format.Description, StringComparison.Ordinal);
        }

        var wrong = server.UrlWithPassword.Replace("s3cr3t", "wr0ng", StringComparison.Ordinal);
        await using var refused = New(wrong);
        var fault = await Assert.ThrowsAsync<AudioException>(async () => await refused.OpenAsync(Cancellation));
        Assert.Contains("401", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_much_the_program_complains_a_few_lines_are_kept()
    {
        using var folder = new TempFolder();
        // 4 MB without the end of a line, 100,000 lines, then the address as ffmpeg would tell it.
        var program = Script(folder, "head -c 4000000 /dev/zero | tr '\\0' x >&2\nseq 100000 | sed 's/.*/one more line/' >&2\necho 'http://jay:s3cr3t@host/live: not today' >&2");
        await using var source = new StreamSource(new StreamOptions { Url = "http://jay:s3cr3t@host/live", Program = program }, TimeProvider.System);
        var fault = await Assert.ThrowsAsync<AudioException>(async () => await source.OpenAsync(Cancellation));
        Assert.Contains("one more line; http://***@host/live: not today", fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Message.Length, 1, 2_000);
        Assert.DoesNotContain("s3cr3t", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_without_ffmpeg_is_told_what_to_install()
    {
        await using var source = new StreamSource(new StreamOptions { Url = "http://host/live", Program = "no-such-ffmpeg" }, TimeProvider.System);
        var fault = await Assert.ThrowsAsync<AudioException>(async () => await source.OpenAsync(Cancellation));
        Assert.Contains("apt-get install ffmpeg", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_HLS_playlist_is_heard_at_the_pace_of_sound_and_one_channel_of_it_alone()
    {
        using var folder = new TempFolder();
        await using var server = new StreamServer(folder: folder.Path);
        await using (var encode = ProgramRun.Start(
            "ffmpeg",
            [
                "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "sine=frequency=1000:duration=4:sample_rate=48000", "-f", "lavfi", "-i", "sine=frequency=3000:duration=4:sample_rate=48000",
                "-filter_complex", "[0:a][1:a]amerge=inputs=2[a]", "-map", "[a]", "-c:a", "aac", "-b:a", "192k", "-f", "hls", "-hls_time", "1", "-hls_list_size", "0", "-hls_segment_filename", folder.File("part%d.ts"), folder.File("live.m3u8"),
            ]))
        {
            Assert.True(await encode.ExitAsync() == 0, encode.Transcript);
        }

        await using var source = new StreamSource(new StreamOptions { Url = server.FileUrl("live.m3u8"), Channel = 2 }, TimeProvider.System);
        await source.OpenAsync(Cancellation);
        var sink = new CollectingSink();
        var clock = Stopwatch.StartNew();
        var end = await Assert.ThrowsAsync<AudioException>(() => source.RunAsync(sink, Cancellation).WaitAsync(Bound, Cancellation));

        Assert.Contains("it has ended", end.Message, StringComparison.Ordinal);
        Assert.InRange(sink.Count, 3.8 * 48_000, 4.2 * 48_000);
        // Four seconds of sound came at once and were given on in no less than three: one is allowed ahead.
        Assert.True(clock.Elapsed > TimeSpan.FromSeconds(2.5), $"{clock.Elapsed}");
        var middle = sink.Samples.AsSpan(48_000, 48_000);
        Assert.True(Power(middle, 3_000) > 1_000 * Power(middle, 1_000), $"{Power(middle, 3_000)} at 3 kHz, {Power(middle, 1_000)} at 1 kHz");
    }

    internal override Task<SourceUnderTest> CreateAsync()
    {
        var server = new StreamServer();
        var noise = Noise(2 * StreamServer.Rate, seed: 31);
        return Task.FromResult(new SourceUnderTest(
            New(server.Url),
            StreamServer.Rate,
            noise,
            Play: () =>
            {
                server.Play(noise);
                return Task.CompletedTask;
            },
            EndsByItself: false,
            Break: server.CloseAsync,
            Clean: server.DisposeAsync));
    }

    internal override Task<SourceUnderTest> CreateMissingAsync() => Task.FromResult(SourceUnderTest.Missing(New(MissingName), () => ValueTask.CompletedTask));

    private static StreamSource New(string url) => new(new StreamOptions { Url = url, NoBlockTimeout = TimeSpan.FromSeconds(2) }, TimeProvider.System);

    private static string Script(TempFolder folder, string body)
    {
        var path = folder.File("program");
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    private static double Power(ReadOnlySpan<float> samples, double frequency)
    {
        var (re, im) = (0.0, 0.0);
        for (var n = 0; n < samples.Length; n++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * frequency * n / 48_000);
            re += samples[n] * cos;
            im += samples[n] * sin;
        }

        return (re * re) + (im * im);
    }
}
