using BenchmarkDotNet.Attributes;

namespace AvianVox.Bench.Dsp;

[MemoryDiagnoser]
public class FeatureBenchmarks
{
    private readonly FeatureWork _work = new();

    [Benchmark(Baseline = true)]
    public void FramesOf60Seconds() => _work.Frames();

    [Benchmark]
    public void WindowsOf60Seconds() => _work.Windows();

    [Benchmark]
    public void MatricesOf60Seconds() => _work.Matrices();
}
