using AvianVox.Audio;
using AvianVox.Audio.Sources;
using AvianVox.Listening.Sources;
using AvianVox.Monitor.Doctor;
using AvianVox.StationSupport;

namespace AvianVox.Monitor.Tests.Doctor;

/// <summary>Level, clipping and noise floor of sources that give what a test says.</summary>
public sealed class SoundChecksTests
{
    [Fact]
    public async Task Good_sound_is_good()
    {
        var findings = await LookAsync(Live(PipelineBench.Noise(5_000).Select(sample => sample * 0.003f)));
        Assert.All(findings, finding => Assert.Equal(Verdict.Ok, finding.Verdict));
        Assert.Equal(3, findings.Count);
        Assert.Contains("dBFS", findings[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Digital_silence_is_a_fault()
    {
        var findings = await LookAsync(Live(new float[5_000]));
        Assert.Equal(Verdict.Fault, findings[0].Verdict);
        Assert.Contains("silence", findings[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_faint_microphone_is_a_warning() =>
        Assert.Equal(Verdict.Warning, (await LookAsync(Live(PipelineBench.Noise(5_000).Select(sample => sample * 1e-5f))))[0].Verdict);

    [Fact]
    public async Task A_microphone_that_is_too_loud_clips()
    {
        var findings = await LookAsync(Live(PipelineBench.Noise(5_000).Select(sample => Math.Clamp(sample * 2, -1, 1))));
        Assert.Contains(findings, finding => finding.Verdict == Verdict.Fault && finding.Text.Contains("full scale", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Verdict == Verdict.Warning && finding.Text.Contains("floor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_constant_voltage_is_a_warning() =>
        Assert.Contains(
            await LookAsync(Live(PipelineBench.Noise(5_000).Select(sample => (sample * 0.003f) + 0.2f))),
            finding => finding.Verdict == Verdict.Warning && finding.Text.Contains("off zero", StringComparison.Ordinal));

    [Fact]
    public async Task A_microphone_that_is_not_there_is_one_fault_with_its_reason()
    {
        var finding = Assert.Single(await LookAsync(() => new ScriptedSource(PipelineBench.Microphone(), (_, _) => Task.CompletedTask, new AudioException("Microphone 'x' is not there."))));
        Assert.Equal(Verdict.Fault, finding.Verdict);
        Assert.Contains("'x' is not there", finding.Text, StringComparison.Ordinal);
        Assert.NotNull(finding.Fix);
    }

    [Fact]
    public async Task A_microphone_that_is_lost_meanwhile_is_a_fault() =>
        Assert.Contains("lost", Assert.Single(await LookAsync(() => new ScriptedSource(PipelineBench.Microphone(), (_, _) => throw new AudioException("It was lost.")))).Text, StringComparison.Ordinal);

    [Fact]
    public async Task A_recording_is_not_listened_to()
    {
        var finding = Assert.Single(await LookAsync(() => new ScriptedSource(PipelineBench.Recording(), (_, _) => throw new InvalidOperationException("It was run."))));
        Assert.Equal(Verdict.Note, finding.Verdict);
    }

    /// <summary>A microphone that gives sound and then nothing more.</summary>
    private static Func<IAudioSource> Live(IEnumerable<float> samples) => () => new ScriptedSource(PipelineBench.Microphone(), async (sink, stop) =>
    {
        sink.Write(samples.ToArray());
        var stopped = new TaskCompletionSource();
        await using var _ = stop.Register(stopped.SetResult);
        await stopped.Task;
    });

    private static async Task<IReadOnlyList<Finding>> LookAsync(Func<IAudioSource> source)
    {
        var meter = new StringWriter();
        var probe = new SoundProbe(new SourceOptions(), new Factory(source), TimeSpan.FromMilliseconds(300), new MeterLine(meter), TimeProvider.System);
        var findings = new List<Finding>();
        foreach (var check in (ICheck[])[new LevelCheck(probe), new ClippingCheck(probe), new NoiseFloorCheck(probe)])
        {
            findings.AddRange(await check.RunAsync(TestContext.Current.CancellationToken));
        }

        Assert.All(findings, finding => Assert.Equal(finding.Verdict is Verdict.Warning or Verdict.Fault, finding.Fix is not null));
        Assert.Equal(meter.ToString().Contains("mic  [", StringComparison.Ordinal), meter.ToString().Contains("peak", StringComparison.Ordinal));
        return findings;
    }

    private sealed class Factory(Func<IAudioSource> source) : ISourceFactory
    {
        public IAudioSource Create(SourceOptions options, Action<string>? tell = null) => source();

        public bool IsDevice(SourceOptions options) => true;
    }
}
