using System.Diagnostics;
using AvianVox.Audio.Sources;
using AvianVox.TestSupport;

namespace AvianVox.Audio.Tests.Sources;

/// <summary>What every source must do; each kind of source runs all of it.</summary>
public abstract class AudioSourceContract
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    /// <summary>What counts as prompt on a busy machine.</summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(5);

    /// <summary>What the error of a source that cannot be opened must name.</summary>
    protected abstract string MissingName { get; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opens_with_its_format_and_gives_no_sample_yet()
    {
        await using var test = await CreateAsync();

        var format = await test.Source.OpenAsync(Cancellation);

        Assert.Equal(test.Rate, format.SampleRate);
        Assert.Equal(!test.EndsByItself, format.IsLive);
        Assert.NotEmpty(format.Description);
        Assert.DoesNotContain('\n', format.Description);
        if (format.Length is { } length)
        {
            Assert.Equal(test.Expected.Length, length);
        }
    }

    [Fact]
    public async Task Gives_every_sample_once_and_in_order()
    {
        await using var test = await CreateAsync();
        await test.Source.OpenAsync(Cancellation);
        var sink = new CollectingSink();
        using var stop = new CancellationTokenSource();

        var run = RunAsync(test.Source, sink, stop.Token);
        await Eventually.TrueAsync(() => sink.Count > 0 || run.IsCompleted, Bound, () => "no sample came");
        await test.Play();
        if (!test.EndsByItself)
        {
            await Eventually.TrueAsync(() => run.IsCompleted || IndexOf(sink.Samples, test.Expected) >= 0, Bound, () => $"what was played is not whole in the {sink.Count} samples that came");
            await stop.CancelAsync();
        }

        await run.WaitAsync(Bound, Cancellation);
        var samples = sink.Samples;
        var at = IndexOf(samples, test.Expected);
        Assert.True(at >= 0, "the samples are not whole");
        if (test.EndsByItself)
        {
            Assert.Equal(test.Expected.Length, samples.Length);
        }

        Assert.Equal(samples.Length + sink.GapSamples, sink.Position);
        Assert.Null(sink.Violation);
    }

    [Fact]
    public async Task Cancelled_it_returns_normally_and_promptly_and_writes_no_more()
    {
        await using var test = await CreateAsync();
        await test.Source.OpenAsync(Cancellation);
        var sink = new CollectingSink();
        using var stop = new CancellationTokenSource();
        var run = RunAsync(test.Source, sink, stop.Token);
        await Eventually.TrueAsync(() => sink.Count > 0, Bound, () => "no sample came");

        var clock = Stopwatch.StartNew();
        await stop.CancelAsync();
        await run.WaitAsync(Bound, Cancellation);

        Assert.True(clock.Elapsed < Prompt, $"took {clock.Elapsed.TotalSeconds:0.0} s to stop");
        await test.Source.DisposeAsync();
        Assert.Null(sink.Violation);
    }

    [Fact]
    public async Task Cancelled_before_it_runs_it_returns_at_once()
    {
        await using var test = await CreateAsync();
        await test.Source.OpenAsync(Cancellation);

        await RunAsync(test.Source, new CollectingSink(), new CancellationToken(canceled: true)).WaitAsync(Bound, Cancellation);
    }

    [Fact]
    public async Task Is_opened_once_and_run_once_in_that_order()
    {
        await using var test = await CreateAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Source.RunAsync(new CollectingSink(), Cancellation));
        await test.Source.OpenAsync(Cancellation);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await test.Source.OpenAsync(Cancellation));
        await RunAsync(test.Source, new CollectingSink(), new CancellationToken(canceled: true));
        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Source.RunAsync(new CollectingSink(), Cancellation));
    }

    [Fact]
    public async Task Disposed_it_cannot_be_used_and_disposing_again_does_nothing()
    {
        await using var test = await CreateAsync();
        await test.Source.DisposeAsync();
        await test.Source.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await test.Source.OpenAsync(Cancellation));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => test.Source.RunAsync(new CollectingSink(), Cancellation));
    }

    [Fact]
    public async Task One_that_cannot_be_opened_says_which_and_why()
    {
        await using var test = await CreateMissingAsync();

        var refused = await Assert.ThrowsAsync<AudioException>(async () => await test.Source.OpenAsync(Cancellation));

        Assert.Contains(MissingName, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_breaks_off_fails_in_time_and_writes_no_more()
    {
        await using var test = await CreateAsync();
        await test.Source.OpenAsync(Cancellation);
        var sink = new CollectingSink();
        if (test.EndsByItself)
        {
            await test.Break();
        }

        var run = RunAsync(test.Source, sink, Cancellation);
        if (!test.EndsByItself)
        {
            await Eventually.TrueAsync(() => sink.Count > 0, Bound, () => "no sample came");
            await test.Break();
        }

        var failed = await Assert.ThrowsAsync<AudioException>(() => run.WaitAsync(Bound, Cancellation));
        Assert.NotEmpty(failed.Message);
        await test.Source.DisposeAsync();
        Assert.Null(sink.Violation);
    }

    /// <summary>A new source that works.</summary>
    internal abstract Task<SourceUnderTest> CreateAsync();

    /// <summary>A source that cannot be opened.</summary>
    internal abstract Task<SourceUnderTest> CreateMissingAsync();

    /// <summary>Noise of seeded random 16-bit values, in which every run of a few samples is unique.</summary>
    internal static float[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        var noise = new float[count];
        for (var i = 0; i < count; i++)
        {
            noise[i] = random.Next(-20_000, 20_000) / 32_768f;
        }

        return noise;
    }

    /// <summary>Where a run of samples begins in others, or -1.</summary>
    internal static int IndexOf(float[] samples, float[] run) => samples.AsSpan().IndexOf(run);

    private static async Task RunAsync(IAudioSource source, CollectingSink sink, CancellationToken cancellation)
    {
        try
        {
            await source.RunAsync(sink, cancellation);
        }
        finally
        {
            sink.Close();
        }
    }
}
