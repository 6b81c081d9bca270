using BenchmarkDotNet.Attributes;

namespace AvianVox.Bench.Dsp;

[MemoryDiagnoser]
public class ResamplerBenchmarks
{
    private ResamplerWork _work = new(48_000);

    [Params(44_100, 48_000, 22_254, 384_000)]
    public int InputRate { get; set; }

    [GlobalSetup]
    public void Setup() => _work = new ResamplerWork(InputRate);

    [Benchmark]
    public void OneSecond() => _work.Second();
}
