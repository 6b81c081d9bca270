using BenchmarkDotNet.Attributes;

namespace AvianVox.Bench.Dsp;

[MemoryDiagnoser]
public class FftBenchmarks
{
    private readonly FftWork _work = new();

    [Benchmark]
    public void Spectrum() => _work.Spectrum();

    [Benchmark]
    public void Power() => _work.Power();

    [Benchmark(Baseline = true)]
    public void MathNet() => _work.MathNet();
}
